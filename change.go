package readout

// Change is what one step of work alters, committed as a whole or not at all.
// Rows with ID 0 are inserted and their ids filled in; others are updated.
type Change struct {
	Story      *Story
	Found      []Found
	Joined     []Joined
	Margins    []Margin
	Deliveries []Dispatch
	Watch      *Watch // its NextDigest and LastDigest are written
}

// Found is a mention and the contact that it belongs to. One without an ID is of
// Change.Story; one with an ID is known, and moves to that contact. Mentions of
// one contact share one pointer.
type Found struct {
	Mention *Mention
	Contact *Contact // Sources are not written: they follow from the mentions
}

// Joined says that what was kept as a contact of its own has turned out to be
// another. Its mentions are found with that one in the same change. Its messages
// become the other's; in a channel that has a message on both, its own is taken
// back. Whoever asks for it is given the other.
type Joined struct {
	From int64
	Into *Contact
}

// Margin says at the margins of which summit a contact takes place; a nil Summit
// says of none.
type Margin struct {
	Contact *Contact
	Summit  *Contact
}

// Dispatch is a delivery to be queued or, if one with its Key exists, to be
// raised to a new revision with a new message. A message that was deleted in
// Discord, or given up, stays so.
type Dispatch struct {
	Delivery Delivery
	Contact  *Contact // whom Compose is told of; gives an alert, which is its message, ContactID and Key once it has an ID
	// Compose, if not nil, makes Delivery.Message from Contact once it has its
	// ID, with its links as they then are. It is called inside the transaction and must not use the store.
	Compose func(Contact) Message
}
