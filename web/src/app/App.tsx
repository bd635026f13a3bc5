import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { BrowserRouter } from "react-router";
import { createQueryClient } from "@/api/queryClient";
import { ROOT } from "@/api/root";
import { Door } from "./Door";
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
