package main

import (
	"testing"

	"readout"
)

func TestAnItemThatCannotBeReadIsAnErrorOfItsLine(t *testing.T) {
	found, err := detect(readout.Story{Title: "Carney meets Trump"}, nil) // a detector that panics
	if err == nil || found != nil {
		t.Errorf("got %v, %v, want an error", found, err)
	}
}
