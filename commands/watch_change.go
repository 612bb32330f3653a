package commands

import (
	"context"
	"fmt"
	"slices"
	"time"

	"readout"
)

// change applies the options to a watch and checks the outcome. The notes are
// things that the asker should know.
func (c watchCommands) change(ctx context.Context, in input, w *readout.Watch, others []readout.Watch) (notes []string, err error) {
	if err := c.changeFilter(in, &w.Filter); err != nil {
		return nil, err
	}
	if in.has("how") {
		w.Kind = readout.WatchKind(in.text("how"))
	}
	notes, err = c.changeSchedule(in, w, others)
	if err != nil {
		return nil, err
	}
	if err := changeRole(in, w); err != nil {
		return nil, err
	}
	if in.has("channel") || w.ID == 0 {
		w.ChannelID = in.text("channel")
		note, err := c.checkChannel(ctx, in, w.ChannelID)
		if err != nil {
			return nil, err
		}
		notes = append(notes, note...)
	}
	return notes, w.Validate()
}

func (c watchCommands) changeFilter(in input, f *readout.Filter) error {
	if parts := in.list("what"); len(parts) > 0 {
		who, err := c.names.filter(parts)
		if err != nil {
			return err
		}
		f.Groups, f.States, f.Leaders, f.Pairs = who.Groups, who.States, who.Leaders, who.Pairs
	}
	switch status := in.text("status"); status {
	case "":
	case "all":
		f.Statuses = nil
	default:
		f.Statuses = []readout.Status{readout.Status(status)}
	}
	f.OneSide = in.flag("one_side", f.OneSide)
	f.OfficialOnly = in.flag("official_only", f.OfficialOnly)
	f.MinConfidence = in.fraction("min_confidence", f.MinConfidence)
	if n := in.whole("min_sources", f.MinSources); n > 1 {
		f.MinSources = n
	} else {
		f.MinSources = 0
	}
	return nil
}

// changeSchedule gives digests a schedule and a zone, and takes both from
// alerts.
func (c watchCommands) changeSchedule(in input, w *readout.Watch, others []readout.Watch) (notes []string, err error) {
	before := *w
	if w.Kind == readout.WatchAlert {
		if in.has("schedule") || in.has("zone") {
			return nil, readout.Errorf(readout.CodeInvalid, "Alerts are posted at once and take no schedule and no zone. Leave those out, or choose how:digest.")
		}
		w.Cron, w.Zone, w.NextDigest = "", "", time.Time{}
		return nil, nil
	}
	if in.has("schedule") {
		if w.Cron, err = readout.ParseSchedule(in.text("schedule")); err != nil {
			return nil, err
		}
	}
	if w.Cron == "" {
		w.Cron = "0 7 * * *"
		notes = append(notes, in.printer.Say("No schedule was given, so it is seven o'clock every day."))
	}
	if in.has("zone") {
		if _, err := loadZone(in.text("zone")); err != nil {
			return nil, err
		}
		w.Zone = in.text("zone")
	}
	if w.Zone == "" {
		w.Zone = usualZone(others)
		notes = append(notes, in.printer.Say("No zone was given, so it is %s.", w.Zone))
	}
	if w.Cron == before.Cron && w.Zone == before.Zone && !w.NextDigest.IsZero() {
		return notes, nil // what is due already stays due
	}
	if w.NextDigest, err = c.nextDigest(w.Cron, w.Zone, in.now); err != nil {
		return nil, err
	}
	return notes, nil
}

// usualZone returns the zone of the server's latest digest, or UTC.
func usualZone(watches []readout.Watch) string {
	for _, w := range slices.Backward(watches) {
		if w.Zone != "" {
			return w.Zone
		}
	}
	return "UTC"
}

func changeRole(in input, w *readout.Watch) error {
	if in.flag("no_role", false) {
		w.RoleID = ""
	}
	if !in.has("role") {
		return nil
	}
	if in.text("role") == in.GuildID {
		return readout.Errorf(readout.CodeInvalid, "@everyone is not mentioned by this bot. Choose a role that people take when they want to be told.")
	}
	w.RoleID = in.text("role")
	return nil
}

// watchKey is the same for watches that post the same in the same place.
func watchKey(w readout.Watch) string {
	return fmt.Sprint(w.ChannelID, w.Kind, w.Cron, w.Zone, w.Filter)
}

func sameWatch(w readout.Watch, others []readout.Watch) (readout.Watch, bool) {
	for _, o := range others {
		if o.ID != w.ID && watchKey(o) == watchKey(w) {
			return o, true
		}
	}
	return readout.Watch{}, false
}
