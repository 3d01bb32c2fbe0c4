-- Years of billed lines, made by PostgreSQL itself. Filled in: {children}, {homes} (half of them in homes of 12, then
-- centers of 200), {given}, {surnames}. Dashes end a statement.
CREATE FUNCTION made(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT (lpad(to_hex(kind), 8, '0') || lpad(to_hex(n), 24, '0'))::uuid $$
----
CREATE FUNCTION payee(child bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN child < {homes} * 12 THEN child / 12 ELSE {homes} + (child - {homes} * 12) / 200 END $$
----
-- 7919 is a prime: its multiples run through all children of a month, and scatter those of a payee.
CREATE FUNCTION bills(first bigint, last bigint)
RETURNS TABLE (n bigint, child bigint, payee bigint, month int, starts date, ends date, sent timestamptz)
LANGUAGE sql IMMUTABLE AS $$
    SELECT n, child, payee(child), month, starts, ends, ends + interval '1 day' + mod(n, {children}) * interval '1 second'
    FROM generate_series(first, last) n,
    LATERAL (SELECT mod(n * 7919, {children}) AS child, (n / {children})::int AS month) a,
    LATERAL (SELECT (date '2021-11-01' + month * interval '1 month')::date AS starts) b,
    LATERAL (SELECT (starts + interval '1 month' - interval '1 day')::date AS ends) c
$$
----
INSERT INTO agency (id, code, name, county, phone) VALUES (made(0, 0), 'A', 'Alder County', 'Los Angeles', '555-0100')
----
INSERT INTO organisation (id, reference, name, tin_sealed, tin_last4, tin_token)
SELECT made(1, p), 'p' || p, 'Care', '-', '0000', 'T' || p FROM generate_series(0, payee({children})) p
----
INSERT INTO contract (id, agency_id, organisation_id, program, number, starts_on, terms)
SELECT made(2, p), made(0, 0), made(1, p), 'calworks', 'P' || p, '2020-01-01', '{}'
FROM generate_series(0, payee({children})) p
----
INSERT INTO child (id, agency_id, number, name, born, terms)
SELECT made(3, c), made(0, 0), 'C' || c,
    ({given})[1 + mod(c, cardinality({given}))] || ' ' ||
    ({surnames})[1 + mod(c / cardinality({given}), cardinality({surnames}))], '2023-03-14', '{}'
FROM generate_series(0, {children} - 1) c
----
INSERT INTO certificate (id, agency_id, contract_id, child_id, number, starts_on, ends_on, terms)
SELECT made(4, c), made(0, 0), made(2, payee(c)), made(3, c), 'A' || c, '2020-01-01', '2027-12-31', '{}'
FROM generate_series(0, {children} - 1) c
