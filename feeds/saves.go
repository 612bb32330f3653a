package feeds

import (
	"context"
	"log/slog"
	"sync"

	"readout"
)

// saves keeps the states of finished polls until they are written, together:
// what costs is the commit, not the row. A crash before that costs a second
// fetch of those feeds; their stories are safe by then.
type saves struct {
	mu     sync.Mutex
	states map[int64]readout.PollState
}

func (s *saves) add(id int64, state readout.PollState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.states[id] = state
}

func (s *saves) take() map[int64]readout.PollState {
	s.mu.Lock()
	defer s.mu.Unlock()
	states := s.states
	s.states = make(map[int64]readout.PollState, len(states))
	return states
}

// giveBack keeps states that could not be written, unless newer ones are there.
func (s *saves) giveBack(states map[int64]readout.PollState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, state := range states {
		if _, newer := s.states[id]; !newer {
			s.states[id] = state
		}
	}
}

// save writes the states of the polls that have finished since the last time.
func (p *Poller) save(ctx context.Context) {
	p.writing.Lock()
	defer p.writing.Unlock()
	states := p.saves.take()
	if len(states) == 0 {
		return
	}
	p.hinted.heed(states)
	if err := p.options.Store.SavePolls(ctx, states); err != nil {
		p.saves.giveBack(states)
		if ctx.Err() == nil {
			p.options.Log.Error("polls not saved", slog.Int("feeds", len(states)), slog.Any("error", err))
		}
	}
}

// saveLast does so when the program stops.
func (p *Poller) saveLast(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTimeout)
	defer cancel()
	p.save(ctx)
}
