package readout_test

import (
	"errors"
	"fmt"
	"testing"

	"readout"
)

func TestErrorMessage(t *testing.T) {
	known := readout.Errorf(readout.CodeNotFound, "there is no watch %d", 7)
	for name, tc := range map[string]struct {
		err     error
		code    readout.Code
		message string
	}{
		"none":    {nil, "", ""},
		"known":   {known, readout.CodeNotFound, "there is no watch 7"},
		"wrapped": {fmt.Errorf("remove watch: %w", known), readout.CodeNotFound, "there is no watch 7"},
		"hidden":  {errors.New("sql: secret table"), readout.CodeInternal, "Something went wrong inside Readout. The operator will find the cause in the log."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := readout.ErrorCode(tc.err); got != tc.code {
				t.Errorf("code %q, want %q", got, tc.code)
			}
			if got := readout.ErrorMessage(tc.err); got != tc.message {
				t.Errorf("message %q, want %q", got, tc.message)
			}
		})
	}
}
