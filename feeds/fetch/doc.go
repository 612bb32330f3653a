// Package fetch gets feed documents over HTTP and trusts nobody on the way:
// addresses inside the operator's network are refused at every hop, bodies are
// capped after decompression, every wait has a deadline, and validators are
// kept word for word.
package fetch
