-- Billing, payments and documents. The ledger, the plans and the papers refuse to be rewritten; balances follow the entries.
CREATE TABLE attempts (
	org_id text NOT NULL,
	id text NOT NULL,
	order_id text NOT NULL,
	rail text NOT NULL,
	state text NOT NULL,
	amount integer NOT NULL,
	currency text NOT NULL,
	stars integer,
	gateway_ref text,
	payment_url text,
	qr text,
	receipt_ref text,
	checks integer DEFAULT 0 NOT NULL,
	next_check_at integer,
	under_review_at integer,
	case_at integer,
	error text,
	created_by text,
	created_at integer NOT NULL,
	concluded_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,order_id) REFERENCES orders(org_id,id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id),
	CONSTRAINT attempts_amount CHECK(amount > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX attempts_id ON attempts (id);
--> statement-breakpoint
CREATE UNIQUE INDEX attempts_gateway_ref ON attempts (rail,gateway_ref);
--> statement-breakpoint
CREATE UNIQUE INDEX attempts_one_live ON attempts (org_id,order_id) WHERE state in ('created', 'pending');
--> statement-breakpoint
CREATE INDEX attempts_order ON attempts (org_id,order_id);
--> statement-breakpoint
CREATE INDEX attempts_check ON attempts (next_check_at) WHERE next_check_at is not null;
--> statement-breakpoint
CREATE INDEX attempts_created_by ON attempts (org_id,created_by);
--> statement-breakpoint
CREATE TABLE bank_lines (
	id text PRIMARY KEY NOT NULL,
	org_id text,
	order_id text,
	profile text NOT NULL,
	payer_account text NOT NULL,
	payer_name text NOT NULL,
	payer_tax_id text,
	document_number text NOT NULL,
	dated_on text NOT NULL,
	amount integer NOT NULL,
	currency text NOT NULL,
	purpose text NOT NULL,
	state text NOT NULL,
	imported_at integer NOT NULL,
	imported_by text NOT NULL,
	CONSTRAINT bank_lines_amount CHECK(amount > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX bank_lines_once ON bank_lines (payer_account,document_number,dated_on,amount);
--> statement-breakpoint
CREATE INDEX bank_lines_order ON bank_lines (org_id,order_id);
--> statement-breakpoint
CREATE INDEX bank_lines_state ON bank_lines (state,imported_at);
--> statement-breakpoint
CREATE TABLE billing_accounts (
	org_id text PRIMARY KEY NOT NULL,
	currency text NOT NULL,
	primary_owner_id text,
	last_order_number integer DEFAULT 0 NOT NULL,
	closed_through text,
	requisites text,
	parked_at integer,
	parked_reason text,
	created_at integer NOT NULL,
	version integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (org_id) REFERENCES organisations(id),
	FOREIGN KEY (org_id,primary_owner_id) REFERENCES employees(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE INDEX billing_accounts_owner ON billing_accounts (org_id,primary_owner_id);
--> statement-breakpoint
CREATE TABLE document_counters (
	seller text NOT NULL,
	kind text NOT NULL,
	year integer NOT NULL,
	last integer NOT NULL,
	PRIMARY KEY(seller, kind, year)
) STRICT;
--> statement-breakpoint
CREATE TABLE documents (
	org_id text NOT NULL,
	id text NOT NULL,
	order_id text NOT NULL,
	kind text NOT NULL,
	seller text NOT NULL,
	year integer NOT NULL,
	number integer NOT NULL,
	issued_on text NOT NULL,
	snapshot text NOT NULL,
	sha256 text NOT NULL,
	access_key text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,order_id) REFERENCES orders(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX documents_number ON documents (seller,kind,year,number);
--> statement-breakpoint
CREATE UNIQUE INDEX documents_once ON documents (org_id,order_id,kind,sha256);
--> statement-breakpoint
CREATE UNIQUE INDEX documents_access_key ON documents (access_key);
--> statement-breakpoint
CREATE TABLE ledger_balances (
	org_id text NOT NULL,
	account text NOT NULL,
	asset text NOT NULL,
	amount integer NOT NULL,
	PRIMARY KEY(org_id, account, asset)
) STRICT;
--> statement-breakpoint
CREATE TABLE ledger_entries (
	org_id text NOT NULL,
	transaction_id text NOT NULL,
	position integer NOT NULL,
	account text NOT NULL,
	asset text NOT NULL,
	amount integer NOT NULL,
	PRIMARY KEY(org_id, transaction_id, position),
	FOREIGN KEY (org_id,transaction_id) REFERENCES ledger_transactions(org_id,id),
	CONSTRAINT ledger_entries_amount CHECK(amount <> 0),
	CONSTRAINT ledger_entries_asset CHECK(asset in ('IRR', 'RUB', 'PM'))
) STRICT;
--> statement-breakpoint
CREATE TABLE ledger_transactions (
	org_id text NOT NULL,
	id text NOT NULL,
	kind text NOT NULL,
	subject text NOT NULL,
	reason text,
	at integer NOT NULL,
	PRIMARY KEY(org_id, id)
) STRICT;
--> statement-breakpoint
CREATE INDEX ledger_transactions_subject ON ledger_transactions (org_id,subject);
--> statement-breakpoint
CREATE TABLE month_closes (
	org_id text NOT NULL,
	period text NOT NULL,
	id text NOT NULL,
	charged integer NOT NULL,
	late integer NOT NULL,
	credit_after integer NOT NULL,
	closed_at integer NOT NULL,
	PRIMARY KEY(org_id, period),
	FOREIGN KEY (org_id) REFERENCES billing_accounts(org_id),
	CONSTRAINT month_closes_counts CHECK(late between 0 and charged)
) STRICT;
--> statement-breakpoint
CREATE TABLE orders (
	org_id text NOT NULL,
	id text NOT NULL,
	number integer NOT NULL,
	kind text NOT NULL,
	state text NOT NULL,
	activation text NOT NULL,
	currency text NOT NULL,
	plan_version_id text NOT NULL,
	total integer NOT NULL,
	tax integer NOT NULL,
	tax_bp integer NOT NULL,
	tax_mode text NOT NULL,
	lines text NOT NULL,
	due_at integer,
	created_by text,
	created_at integer NOT NULL,
	paid_at integer,
	annulled_at integer,
	reason text,
	version integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES billing_accounts(org_id),
	FOREIGN KEY (plan_version_id) REFERENCES plan_versions(id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id),
	CONSTRAINT orders_total CHECK(total >= 0 and tax between 0 and total),
	CONSTRAINT orders_state_known CHECK(state in ('quoted', 'due', 'overdue', 'paid', 'annulled', 'part_refunded', 'refunded')),
	CONSTRAINT orders_due_has_a_date CHECK(state not in ('due', 'overdue') or due_at is not null)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX orders_number ON orders (org_id,number);
--> statement-breakpoint
CREATE INDEX orders_state ON orders (state,due_at);
--> statement-breakpoint
CREATE INDEX orders_created_by ON orders (org_id,created_by);
--> statement-breakpoint
CREATE INDEX orders_plan ON orders (plan_version_id);
--> statement-breakpoint
CREATE TABLE pending_changes (
	org_id text NOT NULL,
	kind text NOT NULL,
	plan_code text,
	seats integer,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, kind),
	FOREIGN KEY (org_id) REFERENCES billing_accounts(org_id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id),
	CONSTRAINT pending_changes_seats CHECK(seats is null or seats > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX pending_changes_created_by ON pending_changes (org_id,created_by);
--> statement-breakpoint
CREATE TABLE plan_requests (
	org_id text NOT NULL,
	id text NOT NULL,
	text text NOT NULL,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	answered_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES billing_accounts(org_id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE INDEX plan_requests_created_by ON plan_requests (org_id,created_by);
--> statement-breakpoint
CREATE TABLE plan_versions (
	id text PRIMARY KEY NOT NULL,
	code text NOT NULL,
	profile text NOT NULL,
	currency text NOT NULL,
	meter text NOT NULL,
	activation text NOT NULL,
	charge_point text NOT NULL,
	term_months integer NOT NULL,
	list_price integer NOT NULL,
	discount_bp integer NOT NULL,
	device_limit integer,
	included integer NOT NULL,
	due_days integer NOT NULL,
	annul_after_days integer NOT NULL,
	activity_kinds text NOT NULL,
	tax_mode text NOT NULL,
	offered integer NOT NULL,
	valid_from text NOT NULL,
	created_at integer NOT NULL,
	created_by text NOT NULL,
	CONSTRAINT plan_versions_price CHECK(list_price >= 0),
	CONSTRAINT plan_versions_discount CHECK(discount_bp between 0 and 10000),
	CONSTRAINT plan_versions_term CHECK(term_months between 1 and 36)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX plan_versions_code_from ON plan_versions (code,valid_from);
--> statement-breakpoint
CREATE TABLE refunds (
	org_id text NOT NULL,
	id text NOT NULL,
	attempt_id text NOT NULL,
	amount integer NOT NULL,
	state text NOT NULL,
	gateway_ref text,
	reason text NOT NULL,
	requested_by text NOT NULL,
	next_check_at integer,
	created_at integer NOT NULL,
	concluded_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,attempt_id) REFERENCES attempts(org_id,id),
	CONSTRAINT refunds_amount CHECK(amount > 0),
	CONSTRAINT refunds_state CHECK(state in ('pending', 'succeeded', 'failed'))
) STRICT;
--> statement-breakpoint
CREATE INDEX refunds_attempt ON refunds (org_id,attempt_id);
--> statement-breakpoint
CREATE INDEX refunds_check ON refunds (next_check_at) WHERE next_check_at is not null;
--> statement-breakpoint
CREATE TABLE seat_grants (
	org_id text NOT NULL,
	id text NOT NULL,
	order_id text NOT NULL,
	term_id text NOT NULL,
	quantity integer NOT NULL,
	starts_on text NOT NULL,
	state text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,order_id) REFERENCES orders(org_id,id),
	FOREIGN KEY (org_id,term_id) REFERENCES terms(org_id,id),
	CONSTRAINT seat_grants_quantity CHECK(quantity > 0),
	CONSTRAINT seat_grants_state CHECK(state in ('active', 'suspended', 'ended'))
) STRICT;
--> statement-breakpoint
CREATE INDEX seat_grants_order ON seat_grants (org_id,order_id);
--> statement-breakpoint
CREATE INDEX seat_grants_term ON seat_grants (org_id,term_id);
--> statement-breakpoint
CREATE TABLE sellers (
	profile text PRIMARY KEY NOT NULL,
	requisites text NOT NULL,
	updated_at integer NOT NULL,
	updated_by text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE terms (
	org_id text NOT NULL,
	id text NOT NULL,
	order_id text NOT NULL,
	plan_version_id text NOT NULL,
	starts_on text NOT NULL,
	ends_on text NOT NULL,
	state text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,order_id) REFERENCES orders(org_id,id),
	FOREIGN KEY (plan_version_id) REFERENCES plan_versions(id),
	CONSTRAINT terms_range CHECK(ends_on > starts_on),
	CONSTRAINT terms_state CHECK(state in ('active', 'suspended', 'ended'))
) STRICT;
--> statement-breakpoint
CREATE INDEX terms_order ON terms (org_id,order_id);
--> statement-breakpoint
CREATE INDEX terms_plan ON terms (plan_version_id);
--> statement-breakpoint
CREATE INDEX terms_end ON terms (ends_on);
--> statement-breakpoint
CREATE TABLE usage_months (
	org_id text NOT NULL,
	period text NOT NULL,
	employee_id text NOT NULL,
	kind text NOT NULL,
	first_at integer NOT NULL,
	close_id text,
	PRIMARY KEY(org_id, period, employee_id, kind),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	CONSTRAINT usage_months_kind CHECK(kind in ('punch', 'request', 'role'))
) STRICT;
--> statement-breakpoint
CREATE INDEX usage_months_employee ON usage_months (org_id,employee_id);
--> statement-breakpoint
CREATE INDEX usage_months_open ON usage_months (org_id,period) WHERE close_id is null;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN keeps_time integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN seat_rank integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
CREATE TRIGGER plan_versions_no_update BEFORE UPDATE ON plan_versions BEGIN
	SELECT RAISE(ABORT, 'plan_versions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER plan_versions_no_delete BEFORE DELETE ON plan_versions BEGIN
	SELECT RAISE(ABORT, 'plan_versions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER ledger_transactions_no_update BEFORE UPDATE ON ledger_transactions BEGIN
	SELECT RAISE(ABORT, 'ledger_transactions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER ledger_transactions_no_delete BEFORE DELETE ON ledger_transactions BEGIN
	SELECT RAISE(ABORT, 'ledger_transactions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries BEGIN
	SELECT RAISE(ABORT, 'ledger_entries is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries BEGIN
	SELECT RAISE(ABORT, 'ledger_entries is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER month_closes_no_update BEFORE UPDATE ON month_closes BEGIN
	SELECT RAISE(ABORT, 'month_closes is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER month_closes_no_delete BEFORE DELETE ON month_closes BEGIN
	SELECT RAISE(ABORT, 'month_closes is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER documents_no_update BEFORE UPDATE ON documents BEGIN
	SELECT RAISE(ABORT, 'documents is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents BEGIN
	SELECT RAISE(ABORT, 'documents is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER ledger_entries_balance AFTER INSERT ON ledger_entries BEGIN
	INSERT INTO ledger_balances (org_id, account, asset, amount) VALUES (NEW.org_id, NEW.account, NEW.asset, NEW.amount)
	ON CONFLICT (org_id, account, asset) DO UPDATE SET amount = amount + excluded.amount;
END;
--> statement-breakpoint
UPDATE roles SET permissions = json_insert(permissions, '$[#]', 'billing.manage', '$[#]', 'bookings.create', '$[#]', 'payments.take')
WHERE preset = 'owner';
--> statement-breakpoint
-- The first catalogue; a later price is a row with a later valid_from.
INSERT INTO plan_versions (id, code, profile, currency, meter, activation, charge_point, term_months, list_price, discount_bp,
	device_limit, included, due_days, annul_after_days, activity_kinds, tax_mode, offered, valid_from, created_at, created_by) VALUES
	('plan:ir-free:1', 'ir-free', 'ir', 'IRR', 'active_person', 'on_payment', 'month_close', 1, 0, 0, 0, 3, 2, 5, '["punch","request"]', 'none', 1, '2020-01-01', 0, 'system:migration'),
	('plan:ir-1:1', 'ir-1', 'ir', 'IRR', 'active_person', 'on_payment', 'month_close', 1, 135000, 0, 1, 0, 2, 5, '["punch","request"]', 'none', 1, '2020-01-01', 0, 'system:migration'),
	('plan:ir-6:1', 'ir-6', 'ir', 'IRR', 'active_person', 'on_payment', 'month_close', 6, 120000, 0, 5, 0, 2, 5, '["punch","request"]', 'none', 1, '2020-01-01', 0, 'system:migration'),
	('plan:ir-12:1', 'ir-12', 'ir', 'IRR', 'active_person', 'on_payment', 'month_close', 12, 110000, 0, NULL, 0, 2, 5, '["punch","request"]', 'none', 1, '2020-01-01', 0, 'system:migration'),
	('plan:ru-free:1', 'ru-free', 'ru', 'RUB', 'seat', 'on_order', 'order', 1, 0, 0, 0, 3, 2, 5, '["punch","request"]', 'none', 1, '2020-01-01', 0, 'system:migration'),
	('plan:ru-1:1', 'ru-1', 'ru', 'RUB', 'seat', 'on_order', 'order', 1, 49900, 0, NULL, 0, 2, 5, '["punch","request"]', 'none', 1, '2020-01-01', 0, 'system:migration'),
	('plan:ru-3:1', 'ru-3', 'ru', 'RUB', 'seat', 'on_order', 'order', 3, 49900, 1000, NULL, 0, 2, 5, '["punch","request"]', 'none', 1, '2020-01-01', 0, 'system:migration'),
	('plan:ru-6:1', 'ru-6', 'ru', 'RUB', 'seat', 'on_order', 'order', 6, 49900, 1500, NULL, 0, 2, 5, '["punch","request"]', 'none', 1, '2020-01-01', 0, 'system:migration'),
	('plan:ru-12:1', 'ru-12', 'ru', 'RUB', 'seat', 'on_order', 'order', 12, 49900, 2000, NULL, 0, 2, 5, '["punch","request"]', 'none', 1, '2020-01-01', 0, 'system:migration');
