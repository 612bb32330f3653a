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
	if notes, err = c.changeTimes(in, w, others); err != nil {
		return nil, err
	}
	if err := c.changeRole(in, w); err != nil {
		return nil, err
	}
	if in.has("language") {
		w.Manner.Language = in.text("language")
	}
	w.Manner.SkipEmpty = w.Kind.Digests() && in.flag("skip_empty", w.Manner.SkipEmpty)
	more, err := c.changePlace(ctx, in, w)
	if err != nil {
		return nil, err
	}
	return slices.Concat(notes, besides(in, *w, others), more), w.Validate()
}

// besides tells of a watch that alerts the same channel: what both want comes once.
func besides(in input, w readout.Watch, others []readout.Watch) []string {
	i := slices.IndexFunc(others, func(o readout.Watch) bool {
		return o.ID != w.ID && o.ChannelID == w.ChannelID && o.Kind.Alerts() && w.Kind.Alerts()
	})
	if i < 0 {
		return nil
	}
	return []string{in.printer.Say("Watch %s posts in that channel too. What both want comes once, in the form of the older one.", number(others[i]))}
}

func (c watchCommands) changeFilter(in input, f *readout.Filter) error {
	if err := c.changeWho(in, "what", f); err != nil {
		return err
	}
	f.Statuses = chosen(in, "status", f.Statuses)
	f.Modes = chosen(in, "mode", f.Modes)
	if in.has("level") {
		f.AnyLevel = in.text("level") == "any"
	}
	f.OneSide = in.flag("one_side", f.OneSide)
	f.OfficialOnly = in.flag("official_only", f.OfficialOnly)
	f.MinConfidence = in.fraction("min_confidence", f.MinConfidence)
	f.MinSources = atLeast(in, "min_sources", f.MinSources)
	return nil
}

func (c watchCommands) changeWho(in input, option string, f *readout.Filter) error {
	parts := in.list(option)
	if len(parts) == 0 {
		return nil
	}
	who, err := c.names.filter(parts)
	f.Groups, f.States, f.Leaders, f.Pairs = who.Groups, who.States, who.Leaders, who.Pairs
	return err
}

// chosen reads a choice whose value is a list, or "all".
func chosen[T ~string](in input, option string, otherwise []T) []T {
	switch text := in.text(option); text {
	case "":
		return otherwise
	case "all":
		return nil
	}
	var out []T
	for _, word := range in.list(option) {
		out = append(out, T(word))
	}
	return out
}

// atLeast reads a number of outlets; one takes all.
func atLeast(in input, option string, otherwise int) int {
	if n := in.whole(option, otherwise); n > 1 {
		return n
	}
	return 0
}

// changeTimes gives digests a schedule, alerts their quiet hours, and both a
// zone; it takes away what the kind of watch has no use for.
func (c watchCommands) changeTimes(in input, w *readout.Watch, others []readout.Watch) (notes []string, err error) {
	before := *w
	if err := changeQuiet(in, w); err != nil {
		return nil, err
	}
	notes, err = changeSchedule(in, w)
	if err != nil {
		return nil, err
	}
	if !w.Kind.Digests() && w.Manner.Quiet == (readout.Quiet{}) {
		if in.has("zone") {
			return nil, readout.Errorf(readout.CodeInvalid, "The zone is for digests and quiet hours, and this watch has neither. Leave it out, or choose how:digest or quiet:22:00-07:00.")
		}
		w.Zone = ""
		return notes, nil
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
	if !w.Kind.Digests() || w.Cron == before.Cron && w.Zone == before.Zone && !w.NextDigest.IsZero() {
		return notes, nil // what is due already stays due
	}
	w.NextDigest, err = c.nextDigest(w.Cron, w.Zone, in.now)
	return notes, err
}

func changeQuiet(in input, w *readout.Watch) (err error) {
	if !w.Kind.Alerts() && !in.has("quiet") {
		w.Manner.Quiet = readout.Quiet{}
	}
	if in.has("quiet") {
		w.Manner.Quiet, err = readout.ParseQuiet(in.text("quiet"))
	}
	return err
}

func changeSchedule(in input, w *readout.Watch) (notes []string, err error) {
	if !w.Kind.Digests() {
		if in.has("schedule") {
			return nil, readout.Errorf(readout.CodeInvalid, "Alerts are posted at once and take no schedule. Leave it out, or choose how:digest or how:both.")
		}
		w.Cron, w.NextDigest = "", time.Time{}
		return nil, nil
	}
	if in.has("schedule") {
		w.Cron, err = readout.ParseSchedule(in.text("schedule"))
	}
	if w.Cron == "" && err == nil {
		w.Cron = "0 7 * * *"
		notes = append(notes, in.printer.Say("No schedule was given, so it is seven o'clock every day."))
	}
	return notes, err
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

// changeRole reads whom to mention, and for which contacts only.
func (c watchCommands) changeRole(in input, w *readout.Watch) error {
	if in.flag("no_role", false) {
		w.RoleID, w.Manner.RoleFilter = "", readout.Filter{}
	}
	if in.has("role") {
		if in.text("role") == in.GuildID {
			return readout.Errorf(readout.CodeInvalid, "@everyone is not mentioned by this bot. Choose a role that people take when they want to be told.")
		}
		w.RoleID = in.text("role")
	}
	only := &w.Manner.RoleFilter
	if err := c.changeWho(in, "role_what", only); err != nil {
		return err
	}
	only.Statuses = chosen(in, "role_status", only.Statuses)
	only.MinSources = atLeast(in, "role_min_sources", only.MinSources)
	only.OfficialOnly = in.flag("role_official_only", only.OfficialOnly)
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
