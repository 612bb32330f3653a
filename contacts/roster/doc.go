// Package roster knows who held which office in which state or organisation,
// and when; under which names the press writes of them; and which states
// belong to which groups.
//
// A Roster does not change once made and may be used by any number of
// goroutines. Nothing here looks at a clock: who held an office is always
// asked for a date.
//
// # The files
//
// The data are the YAML files in data, compiled in. They are written by hand
// and meant to be read. An operator's file of the same form extends or
// corrects them (Load):
//
//	states:
//	  CA:                               # ISO 3166-1 code, or an organisation's abbreviation
//	    name: Canada
//	    the: false                      # true for names with an article: the Netherlands
//	    kind: state                     # or organisation, or de facto
//	    names: []                       # other names, spellings and abbreviations
//	    demonyms: [Canadian, Canadians] # the adjective first
//	    surname: last                   # first where family names come first: Xi Jinping; either: both are written
//	    capital: Ottawa
//	    capitals: []                    # other spellings and seats of government
//	    places: [Toronto, Montreal]     # towns that are often venues
//	    executive: [prime_minister]     # the office meant when only the state is named; the
//	                                    # first of these that is held on the day
//	    seats: {prime_minister: [Parliament Hill]}
//	    hosts: {prime_minister: [pm.gc.ca]}
//	    sources: {prime_minister: [Prime Minister of Canada]}
//	    press: [Toronto Star, CBC]      # outlets at home here, whose "Prime Minister" is this one
//	    titles: {foreign: [Foreign Minister, Foreign Affairs Minister]}
//	    terms:                          # offices in order of rank
//	      prime_minister:
//	        - 2015-11-04..2025-03-14 Justin Trudeau
//	        - 2025-03-14.. Mark Carney
//	      other:
//	        - 2018-06-29.. Doug Ford (Premier of Ontario)
//	people:
//	  Doug Ford: {alone: false}         # "Ford" alone is not understood as him
//	  Andrés Manuel López Obrador:
//	    first: [Andrés Manuel]          # spellings of the given name
//	    last: [López Obrador, Obrador]  # spellings of the surname, the usual one first
//	    also: [AMLO]                    # names that stand by themselves
//	groups:
//	  NATO:
//	    kind: organisation              # or forum, meeting, loose, filter
//	    names: [North Atlantic Treaty Organization]
//	    includes: []                    # groups whose members are members here
//	    members: [CA, FI 2023-04-04..]
//	names:
//	  uk:                               # what another language calls people, by its code
//	    Mark Carney: Марк Карні
//	women: [Sanae Takaichi]             # of whose offices other languages speak in another form
//	offices:
//	  prime_minister: {class: head, titles: [Prime Minister, PM]}
//
// Dates are written 2024-05-07, 2024-05 or 2024, both ends of a period are
// inclusive and either may be left out. What follows the name in brackets is a
// title that is special to the term. Accents and case do not matter where names
// are compared, so spellings that differ only in these need not be listed.
//
// In a later file lists add to those of the earlier ones, and single values
// replace them. A term replaces one of the same person and office that it
// overlaps, and ends the term of a predecessor who is still in office: one line
// records a change of government. "replace: [foreign]" in a state drops all
// earlier terms of that office first; "replace: true" in a group drops its earlier
// members.
package roster
