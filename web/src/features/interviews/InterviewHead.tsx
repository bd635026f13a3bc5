import { Button, Title } from "@mantine/core";
import { Link, NavLink } from "react-router";
import { useTitle } from "@/components/useTitle";
import classes from "./interviews.module.css";

const PLACES = [
  { to: "/interviews", name: "Overview", end: true },
  { to: "/interviews/sessions", name: "Sessions", end: false },
  { to: "/interviews/postings", name: "Postings", end: false },
  { to: "/interviews/resume", name: "Résumé", end: false },
];

/** The title, the four places of this part, and the one thing to do. */
export function InterviewHead({ title }: { title: string }) {
  useTitle(title);
  return (
    <div className={classes.head}>
      <Title order={1}>{title}</Title>
      <Button component={Link} to="/interviews/new" size="compact-md" data-testid="practise">
        Practise
      </Button>
      <nav className={classes.places} aria-label="Interviews">
        {PLACES.map(({ to, name, end }) => (
          <NavLink key={to} to={to} end={end} className={classes.place}>
            {name}
          </NavLink>
        ))}
      </nav>
    </div>
  );
}
