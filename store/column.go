package store

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// micros is how a time is stored. The zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// timeInto scans what micros has stored.
func timeInto(t *time.Time) sql.Scanner { return timeColumn{t} }

type timeColumn struct{ t *time.Time }

func (c timeColumn) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a time is stored as %T", v)
	}
	*c.t = time.Time{}
	if n != 0 {
		*c.t = time.UnixMicro(n).UTC()
	}
	return nil
}

// asJSON stores v as JSON text.
func asJSON(v any) driver.Valuer { return jsonColumn{v} }

// jsonInto scans what asJSON has stored into the variable that v points to.
func jsonInto(v any) sql.Scanner { return jsonColumn{v} }

type jsonColumn struct{ v any }

func (c jsonColumn) Value() (driver.Value, error) {
	b, err := json.Marshal(c.v)
	return string(b), err
}

func (c jsonColumn) Scan(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("a list is stored as %T", v)
	}
	return json.Unmarshal([]byte(s), c.v)
}

// orNull stores the id 0, which means none, as NULL.
func orNull(id int64) sql.NullInt64 { return sql.NullInt64{Int64: id, Valid: id != 0} }

// idInto scans what orNull has stored.
func idInto(id *int64) sql.Scanner { return idColumn{id} }

type idColumn struct{ id *int64 }

func (c idColumn) Scan(v any) error {
	n, ok := v.(int64)
	if !ok && v != nil {
		return fmt.Errorf("an id is stored as %T", v)
	}
	*c.id = n
	return nil
}

// in returns "column IN (?, …)" and the arguments to go with it.
func in[T any](column string, values []T) (string, []any) {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return column + " IN (" + strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ") + ")", args
}

// collect reads all rows of a query.
func collect[T any](rows *sql.Rows, err error, scan func(interface{ Scan(...any) error }) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}
