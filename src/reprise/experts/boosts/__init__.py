"""How much thumbs move an expert up or down, where learning is on."""
