package bot

import "time"

// SetTiming makes the gateway wait for less than Discord would need.
func (b *Bot) SetTiming(open, silent, sick time.Duration) {
	b.gateway.timing.open, b.gateway.timing.silent, b.gateway.timing.sick = open, silent, sick
}
