"""Scopes: agency and provider are the same all along the chain, from contract to remittance."""

from __future__ import annotations

from provportal.integrity.invariant import Invariant

SCOPES = (
    Invariant(
        "request_of_its_contract",
        "A request, its contract and its certificate are of one agency, provider and program.",
        """
        SELECT 'request ' || r.number,
               'its contract ' || c.number || ' or certificate ' || t.number || ' is another''s'
        FROM request r
        JOIN contract c ON c.id = r.contract_id
        JOIN certificate t ON t.id = r.certificate_id
        JOIN child k ON k.id = t.child_id
        WHERE c.agency_id <> r.agency_id OR c.organisation_id <> r.organisation_id
           OR c.program <> r.program OR t.contract_id <> c.id OR t.agency_id <> r.agency_id
           OR k.agency_id <> r.agency_id
        """,
    ),
    Invariant(
        "line_of_its_version",
        "A line is of its version's request, and of the child on the certificate.",
        """
        SELECT 'request_line ' || r.number || ' line ' || l.number,
               'its version or its child is another request''s'
        FROM request_line l
        JOIN request_version v ON v.id = l.version_id
        JOIN request r ON r.id = l.request_id
        JOIN certificate t ON t.id = r.certificate_id
        WHERE v.request_id <> l.request_id OR t.child_id <> l.person_id
        """,
    ),
    Invariant(
        "judged_of_its_request",
        "Checks and decisions are of their version's request; keys are of their request's agency.",
        """
        SELECT 'check_result ' || c.id, 'it checks a version of another request'
        FROM check_result c JOIN request_version v ON v.id = c.version_id
        WHERE v.request_id <> c.request_id
        UNION ALL
        SELECT 'decision ' || d.id, 'it decides on a version of another request'
        FROM decision d JOIN request_version v ON v.id = d.version_id
        WHERE v.request_id <> d.request_id
        UNION ALL
        SELECT 'bill_key ' || k.key, 'its agency is not that of request ' || r.number
        FROM bill_key k JOIN request r ON r.id = k.request_id
        WHERE k.agency_id <> r.agency_id
        """,
    ),
    Invariant(
        "upload_of_its_request",
        "A file sent, and the document and pages drawn from it, are of the request's agency and"
        " provider.",
        """
        SELECT 'upload ' || u.id, 'its agency or provider is not that of request ' || r.number
        FROM upload u JOIN request r ON r.id = u.request_id
        WHERE u.agency_id <> r.agency_id OR u.organisation_id <> r.organisation_id
        UNION ALL
        SELECT 'document ' || d.id, 'it is another request''s or another''s than upload ' || u.id
        FROM document d JOIN upload u ON u.id = d.id OR u.id = d.subject_id
        WHERE d.agency_id <> u.agency_id OR d.organisation_id <> u.organisation_id
           OR (d.id = u.id AND d.subject_id <> u.request_id)
        """,
    ),
    Invariant(
        "batch_line_of_its_agency",
        "A batch line's batch, entry, line and request are of one agency and one provider.",
        """
        SELECT 'batch_line ' || bl.id,
               'batch ' || b.name || ', its entry and request ' || r.number || ' do not fit'
        FROM batch_line bl
        JOIN run b ON b.id = bl.batch_id
        JOIN request r ON r.id = bl.request_id
        JOIN request_line l ON l.id = bl.line_id
        LEFT JOIN entry e ON e.id = bl.entry_id
        WHERE b.agency_id <> r.agency_id OR l.request_id <> r.id
           OR e.batch_id <> b.id OR e.organisation_id <> r.organisation_id
        """,
    ),
    Invariant(
        "entry_of_its_agency",
        "An entry, its batch and its bank account are of one agency; account and entry of one"
        " provider, whose contract gives the provider number.",
        """
        SELECT 'entry ' || e.trace, 'batch ' || b.name || ', bank account ' || c.id
               || ' or provider number ' || e.provider_number || ' does not fit'
        FROM entry e
        JOIN run b ON b.id = e.batch_id
        JOIN bank_account c ON c.id = e.bank_account_id
        WHERE b.agency_id <> e.agency_id OR c.agency_id <> e.agency_id
           OR c.organisation_id <> e.organisation_id
           OR NOT EXISTS (
               SELECT 1 FROM contract k
               WHERE k.agency_id = e.agency_id AND k.organisation_id = e.organisation_id
                 AND k.number = e.provider_number)
        """,
    ),
    Invariant(
        "file_of_its_agency",
        "A bank file is of the agency of its batch; a bank's answer of the agency of its file.",
        """
        SELECT 'bank_file ' || f.name, 'its agency is not that of batch ' || b.name
        FROM bank_file f JOIN run b ON b.id = f.batch_id
        WHERE f.agency_id <> b.agency_id
        UNION ALL
        SELECT 'bank_answer ' || w.id, 'its agency is not that of file ' || f.name
        FROM bank_answer w JOIN received_file f ON f.id = w.file_id
        WHERE w.agency_id <> f.agency_id
        """,
    ),
    Invariant(
        "remittance_of_its_entry",
        "A remittance is of its batch's agency and carries its entry's number and provider.",
        """
        SELECT 'remittance ' || m.number,
               'batch ' || b.name || ' or entry ' || COALESCE(e.trace, 'none') || ' does not fit'
        FROM remittance m
        JOIN run b ON b.id = m.batch_id
        LEFT JOIN entry e ON e.id = m.entry_id
        WHERE m.agency_id <> b.agency_id OR e.batch_id <> m.batch_id
           OR e.remittance_number <> m.number OR e.organisation_id <> m.organisation_id
        """,
    ),
    Invariant(
        "remittance_line_of_its_entry",
        "A remittance line's batch line is in the remittance's own entry and batch.",
        """
        SELECT 'remittance_line ' || p.id,
               'its batch line is not in the entry or batch of remittance ' || m.number
        FROM remittance_line p
        JOIN remittance m ON m.id = p.remittance_id
        JOIN batch_line bl ON bl.id = p.batch_line_id
        JOIN request r ON r.id = bl.request_id
        WHERE bl.batch_id <> m.batch_id OR r.organisation_id <> m.organisation_id
           OR r.agency_id <> m.agency_id
           OR COALESCE(CAST(bl.entry_id AS VARCHAR(36)), '')
              <> COALESCE(CAST(m.entry_id AS VARCHAR(36)), '')
        """,
    ),
)
