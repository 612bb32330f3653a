package config_test

import (
	"net/netip"

	"github.com/google/go-cmp/cmp"

	"readout/config"
)

// equalities lets cmp look into types with unexported fields.
func equalities() cmp.Options {
	return cmp.Options{
		cmp.Comparer(func(a, b config.Secret) bool { return a.Reveal() == b.Reveal() }),
		cmp.Comparer(func(a, b netip.Prefix) bool { return a == b }),
	}
}
