"""Words of private life, by subject: what answers that leave the question are usually about.

They count against an answer only where neither the question nor the posting nor the field of work has to do
with their subject: a cook speaks of soup.
"""

from __future__ import annotations

from typing import Final

from reprise.interviews.analyst.stems import stems_in

_SUBJECTS: Final = {
    "out and about": """bus tram underground subway pavement sidewalk pedestrian commute parking
    roundabout petrol bridge square fountain supermarket wallet purse pickpocket umbrella crowd stranger
    elderly spanish french italian swedish portuguese latin mandarin arabic accent abroad immigrant
    tourist mayor""",
    "body and mind": """asleep awake insomnia snoring tooth dentist toothache headache hangover flu sneeze
    cough gym fitness sauna massage yoga diet overweight wrinkle hair beard haircut freckle tan afraid
    spider nightmare dream horoscope lucky luck superstition embarrassed embarrassing proud lonely bored
    homesick nostalgia""",
    "family": """grandmother grandfather grandma grandpa granny uncle aunt cousin nephew niece sister
    brother wife husband girlfriend boyfriend mum mom dad son daughter twins wedding birthday marry
    married neighbour friend friends in-laws mother-in-law stepfather stepmother godfather godmother kin
    ancestor honeymoon engaged divorce divorced bride groom bridesmaid anniversary toddler newborn
    grandchild grandson granddaughter roommate flatmate pal buddy crush childhood hometown retirement""",
    "animals": """cat dog puppy kitten horse rabbit hamster parrot bird pet fur paw zoo goat chicken sheep
    butterfly bee poodle terrier labrador kennel leash aquarium turtle guinea-pig squirrel hedgehog fox
    deer wolf elephant lion tiger giraffe penguin dolphin whale shark snake spider frog duck goose swan
    owl eagle pigeon sparrow hen rooster cow pig donkey pony riding purr meow feather nest""",
    "nature": """weather rain rainy sunny sun snow storm thunder wind cloud sky mountain hill lake sea
    ocean beach island river forest tree leaf flower rose tulip garden gardening tomato balcony grass
    spring summer autumn winter hut valley village sunset forecast frost fog breeze umbrella puddle
    lightning rainbow sunshine heat-wave snowman icicle waterfall cave cliff desert jungle meadow pond
    coast shore sand tide volcano blossom bloom hedge lawn mow mushroom berry oak pine birch orchid cactus
    vegetable compost astronomy planet galaxy telescope""",
    "sport": """football soccer tennis basketball handball volleyball swim swimming running jog jogging
    marathon bike bicycle cycling ski skiing climb climbing hike hiking yoga gym sport stadium league cup
    championship champion trophy goalkeeper referee medal olympic formula penalty surf sail sailing
    fishing chess poker dance dancing rugby hockey cricket baseball golf badminton squash table-tennis
    boxing karate judo wrestling gymnastics athletics triathlon rowing canoe kayak diving snorkel
    snowboard sled skate skateboard roller-skate bowling darts billiards archery fencing pilates zumba
    ballet salsa tango aerobics jogger runner swimmer cyclist athlete offside goalie striker midfielder
    derby bundesliga premier olympics world-cup tournament quarterfinal semifinal half-marathon fitness
    muscle workout bench-press hobby hobbies""",
    "media": """film movie cinema series episode television tv netflix actor actress novel poem crime
    thriller music song band concert guitar piano violin drum choir sing singer radio podcast theatre
    opera museum painting gallery video playstation console quiz celebrity magazine comic pirate treasure
    wizard streaming youtube tiktok instagram sitcom documentary cartoon anime manga sequel trailer oscar
    villain fantasy science-fiction dragon vampire ghost superhero spoiler bestseller paperback poetry
    playlist album rock jazz pop hip-hop techno orchestra symphony trumpet flute saxophone cello accordion
    ukulele chord melody lyrics karaoke gig festival musical circus magician magic exhibition sculpture
    watercolour pottery knitting knit crochet sewing sew embroidery quilt origami lego puzzle crossword
    sudoku monopoly board-game minecraft fortnite xbox nintendo gamer avatar""",
    "travel": """holiday holidays vacation travel trip journey flight plane airport beach camping tent
    caravan castle church tourist sightseeing italy spain greece france portugal croatia sweden norway
    paris london rome vienna berlin hamburg america australia japan thailand cruise souvenir abroad
    overnight backpack backpacking hostel airbnb resort spa sunbathe sunburn sunscreen postcard landmark
    pyramid temple cathedral ruins safari ferry yacht sailboat canoe hitchhike interlaken alps dolomites
    himalaya mallorca tenerife greek turkish turkey egypt morocco mexico brazil argentina peru chile
    canada alaska hawaii california florida miami vegas chicago boston sydney melbourne zealand thai bali
    vietnam india china tokyo japanese korea dubai israel russia moscow poland prague budapest hungary
    venice florence naples sicily tuscany milan barcelona madrid seville lisbon porto amsterdam brussels
    copenhagen denmark stockholm oslo finland helsinki iceland ireland dublin scotland edinburgh wales
    switzerland zurich geneva munich cologne dresden salzburg tyrol jet-lag airline luggage visa roadtrip
    campervan campsite campfire hammock""",
    "home": """apartment bathroom bedroom sofa couch curtain carpet furniture wallpaper paint repaint lamp
    landlord balcony garden lawn neighbour neighbourhood decorate basement attic ladder shed fence stairs
    armchair bookshelf wardrobe cupboard mattress pillow blanket duvet candle fireplace chimney terrace
    patio veranda porch doorbell mailbox lawnmower barbecue swing trampoline sandpit bathtub renovate
    renovation redecorate ikea tenant mortgage ironing""",
    "meals": """dinner barbecue cake cookie chocolate ice-cream pizza pasta soup dumpling sausage cheese
    apple strawberry coffee tea beer wine juice grandma delicious tasty hungry picnic party brunch supper
    dessert pancake waffle croissant muffin donut biscuit pudding sushi burger fries kebab taco curry
    noodle noodles spaghetti lasagne risotto paella salad steak schnitzel bacon ham omelette cereal
    porridge honey jam marmalade lemon orange banana cherry peach plum pear grape melon pineapple
    raspberry blueberry pumpkin cucumber carrot onion garlic spinach broccoli avocado mushroom espresso
    cappuccino latte lemonade smoothie cocktail whisky vodka rum champagne vegan vegetarian gluten yummy
    yum thirsty feast grandma's icecream cupcake""",
    "things": """battery display camera clothes shoes dress jacket jeans handbag jewellery watch
    smartphone headphone laptop motorbike sunroof scooter toy stamp coin antique perfume haircut tattoo
    bargain lottery sneakers boots sandals coat sweater jumper hoodie shirt t-shirt skirt trousers hat
    scarf sunglasses earrings necklace bracelet lipstick makeup nail-polish shampoo hairdresser beard
    moustache iphone android earbuds loudspeaker drone lego doll teddy convertible cabrio porsche ferrari
    vespa motorcycle e-bike skateboard vintage antiques flea-market auction ebay secondhand gift gifts
    wrapping casino jackpot bitcoin""",
    "liking": """favourite favorite love loved adore enjoy enjoyed fun funny wonderful beautiful gorgeous
    lovely amazing delicious fantastic awesome dream hobby weekend leisure relax relaxing cozy cute
    romantic cry cried laugh laughed celebrate celebrating celebration party festival christmas easter
    halloween carnival passionate hobbies fascinate fascinated cosy awful boring bored annoying stunning
    magnificent superb sunshine cheerful joy joyful giggle hug kiss cuddle dreamed nightmare lazy nap
    asleep snore yawn hungover hangover drunk dance danced partying fireworks costume disguise pumpkin
    santa reindeer advent new-year's eve valentine pilgrimage church pray prayer choir bible meditation""",
    "views": """politics politician election vote president party war climate religion god horoscope
    zodiac astrology ufo conspiracy celebrity scandal gossip neighbour youth nowadays generation democracy
    republican democrat chancellor minister parliament brexit immigration inflation capitalism socialism
    vaccine pandemic covid lockdown aliens ghosts afterlife karma destiny fate philosophy philosopher
    dinosaur dinosaurs medieval knight queen prince princess emperor empire ancient pharaoh viking pirate
    treasure legend myth fairy-tale star-sign tarot astronaut rocket spaceship mars""",
}

PRIVATE_LIFE: Final[dict[str, frozenset[str]]] = {name: stems_in(words) for name, words in _SUBJECTS.items()}
# Fields of work in which a subject is no private one.
WORK_OF: Final = {
    "family": ("care",),
    "home": ("craft",),
    "meals": ("hospitality", "hotel"),
    "travel": ("hotel", "logistics"),
    "body and mind": ("health",),
    "out and about": ("logistics",),
}
