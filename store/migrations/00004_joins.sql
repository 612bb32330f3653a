-- +goose Up
ALTER TABLE contacts ADD COLUMN joined_into INTEGER REFERENCES contacts (id); -- the contact that it has turned out to be
ALTER TABLE contacts ADD COLUMN summit_id INTEGER REFERENCES contacts (id); -- the summit at whose margins it takes place
CREATE INDEX contacts_joined ON contacts (joined_into) WHERE joined_into IS NOT NULL;
CREATE INDEX contacts_summit ON contacts (summit_id) WHERE summit_id IS NOT NULL;
