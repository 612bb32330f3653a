package websub

import (
	"crypto/hmac"
	"crypto/sha1" // the Recommendation names it; a keyed hash does not need what it lacks
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"strings"
)

// signed reports whether a signature, "sha256=…", is the secret's for the
// content (7.1).
func signed(content []byte, signature, secret string) bool {
	method, digest, _ := strings.Cut(strings.TrimSpace(signature), "=")
	var algorithm func() hash.Hash
	switch strings.ToLower(method) {
	case "sha1":
		algorithm = sha1.New
	case "sha256":
		algorithm = sha256.New
	case "sha384":
		algorithm = sha512.New384
	case "sha512":
		algorithm = sha512.New
	default:
		return false
	}
	got, err := hex.DecodeString(digest)
	if err != nil {
		return false
	}
	mac := hmac.New(algorithm, []byte(secret))
	mac.Write(content)
	return hmac.Equal(got, mac.Sum(nil)) // in constant time
}
