// Package readout holds the words that every other package shares: feeds and
// the stories they bring, leaders and the contacts between them, the watches
// that ask for contacts and the deliveries that carry them to a channel.
//
// The package knows nothing of Discord, of feed formats or of SQL, and imports
// only the standard library. docs/architecture.md shows how the parts fit.
package readout
