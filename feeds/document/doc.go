// Package document turns the bytes of a feed into stories: it finds out the
// character set, mends what can be mended, parses with gofeed, and gives each
// story plain text, a sane date and an identity that lasts from poll to poll.
//
// Everything in here is a pure function of its input and bounded by it.
package document
