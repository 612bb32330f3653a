package readout

// Change is what one step of work alters, committed as a whole or not at all.
// Rows with ID 0 are inserted and their ids filled in; others are updated.
type Change struct {
	Story      *Story
	Found      []Found
	Deliveries []Dispatch
	Watch      *Watch // its NextDigest and LastDigest are written
}

// Found is a mention of Change.Story and the contact that it belongs to. Two
// mentions of one contact share one pointer.
type Found struct {
	Mention *Mention
	Contact *Contact // Sources are not written: they follow from the mentions
}

// Dispatch is a delivery to be queued or, if one with its Key exists, to be
// raised to a new revision with a new message. A message that was deleted in
// Discord, or given up, stays so.
type Dispatch struct {
	Delivery Delivery
	Contact  *Contact // for alerts: whose message it is; gives ContactID and Key once it has an ID
	// Compose, if not nil, makes Delivery.Message from Contact once it has its
	// ID. It is called inside the transaction and must not use the store.
	Compose func(Contact) Message
}
