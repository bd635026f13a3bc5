import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { BrowserRouter } from "react-router";
import { createQueryClient } from "@/api/queryClient";
import { useMe } from "@/api/queries";
import { ROOT } from "@/api/root";
import { ErrorNote } from "@/components/ErrorNote";
import { Shell } from "./Shell";
import { SignIn } from "./SignIn";
import { theme, variables } from "./theme";

const client = createQueryClient();

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <BrowserRouter basename={ROOT || "/"}>
          <Door />
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Door() {
  const { data: me, error, refetch } = useMe();
  if (me) return <Shell />;
  if (me === null) return <SignIn />;
  return error && <ErrorNote error={error} onRetry={() => void refetch()} />;
}
