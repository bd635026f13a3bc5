import { Button, Table, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import type { Lead } from "@/api/expertsAnalytics";
import { When } from "@/components/When";
import cards from "@/components/RowCards.module.css";
import { DeleteLeadDialog } from "./DeleteLeadDialog";

export function LeadTable({ leads }: { leads: Lead[] }) {
  const [deleting, setDeleting] = useState<Lead | null>(null);
  return (
    <>
      <Table className={cards.table} verticalSpacing={8} horizontalSpacing={12} data-testid="leads">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Email</Table.Th>
            <Table.Th>Had asked</Table.Th>
            <Table.Th className={cards.number}>Searches</Table.Th>
            <Table.Th className={cards.number}>Left</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {leads.map((lead) => (
            <Table.Tr key={lead.id} data-testid="lead-row">
              <Table.Td className={cards.wide} title={`Read: ${lead.consent_text}`}>
                {lead.email}
              </Table.Td>
              <Table.Td className={cards.wide}>{lead.query}</Table.Td>
              <Table.Td className={cards.number} data-name="searches">
                {lead.searches}
              </Table.Td>
              <Table.Td className={cards.number}>
                <When instant={lead.created_at} />
              </Table.Td>
              <Table.Td className={cards.number}>
                {lead.can_delete && (
                  <Button size="compact-sm" variant="default" onClick={() => setDeleting(lead)} data-testid="lead-delete">
                    Delete…
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {deleting && <DeleteLeadDialog lead={deleting} close={() => setDeleting(null)} />}
    </>
  );
}
