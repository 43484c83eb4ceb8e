-- Schema 2. The flow of an order finds the deliveries that answer it.
CREATE INDEX expected_line_order ON expected_line(order_number) WHERE order_number <> '';
