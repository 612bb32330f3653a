package readout

import (
	"errors"
	"fmt"
)

// Code classes an error by what its receiver can do about it.
type Code string

// The error codes. Anything that is not an *Error counts as CodeInternal.
const (
	CodeInvalid   Code = "invalid"   // the input is wrong; the message says how to mend it
	CodeNotFound  Code = "not_found" // what was named does not exist
	CodeConflict  Code = "conflict"  // it exists already, or has changed meanwhile
	CodeForbidden Code = "forbidden" // the asker or the bot lacks a permission
	CodeInternal  Code = "internal"  // a fault of the program or of its surroundings
)

// Error is an error whose Message is fit to be shown to a user as it stands:
// it says what is wrong and what to do next, and contains no secret.
type Error struct {
	Code    Code
	Message string
	Format  string // of Message, so that it can be said in another language; "" = it cannot
	Args    []any
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Errorf makes an *Error with a message for users.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Format: format, Args: args}
}

// ErrorCode returns the code of the first *Error in err's chain, CodeInternal
// for any other error, and "" for nil.
func ErrorCode(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}

// ErrorMessage returns the message of the first *Error in err's chain. Any
// other error is not for users' eyes: they are told that it was noted.
func ErrorMessage(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Message
	}
	return "Something went wrong inside Readout. The operator will find the cause in the log."
}
