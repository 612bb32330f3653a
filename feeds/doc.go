// Package feeds polls feeds: politely, whatever they send, and without losing
// or repeating a story. Package fetch gets the documents, package document
// reads them; this one decides when, keeps what must be remembered, and hands
// the stories that are new to the desk.
package feeds
