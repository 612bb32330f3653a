package commands

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"readout"
	"readout/phrases"
)

// pagePress is the kind of the buttons that turn pages. Such a button carries
// the whole question, "page:contacts search?page=2&state=CA", so that it works
// for as long as its message stands.
const pagePress = "page"

// maxAction is Discord's limit on what a button carries.
// Source: Discord documentation, components/reference.
const maxAction = 100

// maxPage bounds the page that is asked for.
const maxPage = 1000

// pages describes which part of a list is shown.
type pages struct {
	number, size, total int
	printer             phrases.Printer
}

func (in input) pages(size int) pages {
	return pages{number: in.whole("page", 1), size: size, printer: in.printer}
}

func (p pages) offset() int { return (p.number - 1) * p.size }

func (p pages) count() int { return max(1, (p.total+p.size-1)/p.size) }

// footer says where in the list the reader is.
func (p pages) footer() string {
	if p.count() == 1 {
		return ""
	}
	return p.printer.Say("Page %d of %d · %d in all", p.number, p.count(), p.total)
}

// beyond refuses a page after the last.
func (p pages) beyond() error {
	if p.number <= p.count() {
		return nil
	}
	return readout.Errorf(readout.CodeInvalid, "There is no page %d: the list ends with page %d.", p.number, p.count())
}

// actions returns the buttons to the pages before and after. Where the
// question is too long for a button there are none; the option page still works.
func (p pages) actions(in input, path string) []readout.Action {
	var out []readout.Action
	add := func(label string, number int) {
		query := url.Values{}
		for name, text := range in.Options {
			if text != "" {
				query.Set(name, text)
			}
		}
		query.Set("page", strconv.Itoa(number))
		if id := pagePress + ":" + path + "?" + query.Encode(); len(id) <= maxAction {
			out = append(out, readout.Action{ID: id, Label: label})
		}
	}
	if p.number > 1 {
		add(p.printer.Say("Back"), p.number-1)
	}
	if p.number < p.count() {
		add(p.printer.Say("More"), p.number+1)
	}
	return out
}

// turnPage runs the command that a page button carries, for the presser alone.
func (r *Router) turnPage(ctx context.Context, in input) (readout.Reply, error) {
	path, query, _ := strings.Cut(strings.TrimPrefix(in.Command, pagePress+":"), "?")
	values, err := url.ParseQuery(query)
	c, ok := r.find(path)
	if err != nil || !ok || c.admin {
		return readout.Reply{}, unreadable()
	}
	inv := in.Invocation
	inv.Command, inv.Options = path, map[string]string{}
	for name := range values {
		inv.Options[name] = values.Get(name)
	}
	reply, err := r.Run(ctx, inv)
	reply.Private = true
	return reply, err
}

// pageOption is the option of every command that pages.
func pageOption() readout.Option {
	return readout.Option{Name: "page", Description: "Which page of the list", Kind: readout.OptionInteger, Min: 1, Max: maxPage}
}
