package roster_test

import (
	"testing"

	"readout/contacts/roster"
)

func TestDefaultLoads(t *testing.T) {
	r, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Check() {
		t.Log(f.Kind, f.State, f.Text)
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		if _, err := roster.Default(); err != nil {
			b.Fatal(err)
		}
	}
}
