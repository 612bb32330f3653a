package feeds

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
	"golang.org/x/sync/semaphore"

	"readout"
	"readout/feeds/fetch"
)

// Store keeps feeds and knows their stories.
type Store interface {
	// DueFeeds returns feeds whose next check has come, the longest overdue first.
	DueFeeds(ctx context.Context, limit int) ([]readout.Feed, error)
	// ScheduleFeeds sets the next checks of feeds, by their ids.
	ScheduleFeeds(ctx context.Context, next map[int64]time.Time) error
	// SavePolls writes what finished polls have brought to light, by the ids of
	// the feeds. Feeds that were removed meanwhile are left out.
	SavePolls(ctx context.Context, states map[int64]readout.PollState) error
	// KnownStories returns the stories that the feed has brought, by those of
	// the keys that they have, be it as their Key or among their AltKeys. One
	// whose words are not kept any more has ID 0. Summaries are not needed.
	KnownStories(ctx context.Context, feedID int64, keys []string) (map[string]readout.Story, error)
}

// Desk takes what is new.
type Desk interface {
	// Arrive commits stories that the store does not know yet, oldest first,
	// and those with an ID, which it knows, as they are told now. When it
	// returns nil, all of them are safe.
	Arrive(ctx context.Context, feed readout.Feed, stories []readout.Story) error
}

// Notices tells people about the feeds themselves. When it returns an error,
// it is asked again after the next poll.
type Notices interface {
	// FeedDown is called once when a feed has failed for long.
	FeedDown(ctx context.Context, feed readout.Feed) error
	// FeedUp is called once when such a feed is back. Its state is the one from
	// before the poll that went well.
	FeedUp(ctx context.Context, feed readout.Feed) error
}

// Getter gets documents; *fetch.Fetcher is one.
type Getter interface {
	Fetch(ctx context.Context, request fetch.Request) (*fetch.Response, error)
}

// Options are what a Poller needs. Store, Desk and Fetcher must be given.
type Options struct {
	Store   Store
	Desk    Desk
	Fetcher Getter
	Notices Notices // nil = nobody is told
	Now     func() time.Time
	Log     *slog.Logger

	Interval     time.Duration // between two polls of a feed that names none; 0 = 5 min
	FastInterval time.Duration // the same for official feeds; 0 = Interval
	MaxInterval  time.Duration // however quiet a feed is, or wants to be; 0 = 30 min
	Workers      int           // feeds fetched at the same time; 0 = DefaultWorkers
	HostSpacing  time.Duration // between two requests to one host; 0 = 1 s, negative = none
	DownAfter    time.Duration // failing for this long is worth a notice; 0 = 6 h
	FeedTimeout  time.Duration // for one feed, its stories' arrival included; 0 = 2 min
}

// DefaultWorkers is how many feeds are fetched at the same time: enough for 10,000
// in five minutes, also while some answer slowly.
const DefaultWorkers = 64

// Limits of one heartbeat.
const (
	heartbeat    = time.Second
	batch        = 200
	cycleTimeout = time.Minute      // for handing out a batch
	stopTimeout  = 15 * time.Second // for what is running when the poller is stopped
	saveTimeout  = 5 * time.Second  // for what is to be written then
)

// Poller polls the feeds that are due.
type Poller struct {
	options  Options
	hosts    *hosts
	memory   *memory
	previews *previews
	saves    *saves
	hinted   *hinted
	writing  sync.Mutex    // held while finished polls or hints are written
	slots    chan struct{} // one for each worker
	running  sync.WaitGroup
	// What a parser makes of a document is several times as large: a few are in
	// hand at the same time, until they are stored, however many are fetched.
	reading *semaphore.Weighted
}

// NewPoller returns a Poller that does nothing until Run or Tick is called.
func NewPoller(options Options) *Poller {
	setDefault(&options.Interval, 5*time.Minute)
	setDefault(&options.FastInterval, options.Interval)
	setDefault(&options.MaxInterval, 30*time.Minute)
	setDefault(&options.Workers, DefaultWorkers)
	setDefault(&options.HostSpacing, time.Second)
	setDefault(&options.DownAfter, 6*time.Hour)
	setDefault(&options.FeedTimeout, 2*time.Minute)
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	return &Poller{
		options:  options,
		hosts:    newHosts(max(0, options.HostSpacing)),
		memory:   newMemory(),
		previews: &previews{},
		saves:    &saves{states: map[int64]readout.PollState{}},
		hinted:   &hinted{next: map[int64]time.Time{}},
		slots:    make(chan struct{}, options.Workers),
		reading:  semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0))),
	}
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Run polls until the context ends, then waits a while for what is running.
func (p *Poller) Run(ctx context.Context) error {
	log := cronLog{p.options.Log}
	timer := cron.New(cron.WithLogger(log), cron.WithChain(cron.Recover(log), cron.SkipIfStillRunning(log)))
	timer.Schedule(cron.Every(heartbeat), cron.FuncJob(func() { p.beat(ctx, &p.running) }))
	timer.Schedule(cron.Every(heartbeat), cron.FuncJob(func() { p.save(ctx) }))
	timer.Start()
	<-ctx.Done()

	stopped := make(chan struct{})
	beats := timer.Stop()
	go func() {
		defer close(stopped)
		<-beats.Done()
		p.running.Wait()
	}()
	late := time.After(stopTimeout)
	select {
	case <-stopped:
		p.saveLast(ctx)
		return nil
	case <-late:
		p.saveLast(ctx)
		return fmt.Errorf("stop polling: feeds still running after %s", stopTimeout)
	}
}

// Tick does one heartbeat and waits for the feeds that it has started.
func (p *Poller) Tick(ctx context.Context) {
	var started sync.WaitGroup
	p.beat(ctx, &started)
	started.Wait()
	p.save(ctx)
}

// beat starts the feeds that are due, as far as workers and hosts are free.
func (p *Poller) beat(ctx context.Context, started *sync.WaitGroup) {
	cycle, cancel := context.WithTimeout(ctx, cycleTimeout)
	defer cancel()
	due, err := p.options.Store.DueFeeds(cycle, batch)
	if err != nil {
		if ctx.Err() == nil {
			p.options.Log.Error("due feeds not read", slog.Any("error", err))
		}
		return
	}
	turns, next := p.plan(byHost(due))
	p.schedule(cycle, next) // before the fetch, so that a crash cannot make it loop
	for i, turn := range turns {
		select {
		case p.slots <- struct{}{}:
			started.Go(func() {
				defer func() { <-p.slots }()
				p.take(ctx, turn)
			})
		case <-cycle.Done():
			p.putOff(ctx, turns[i:])
			return
		}
	}
}

// plan claims the hosts that are free. It returns what is polled now: the first
// feed of each host where requests are to be spaced, all where they are not;
// and when each of the feeds is due again, polled now or later.
func (p *Poller) plan(groups []hostGroup) (turns []hostGroup, next map[int64]time.Time) {
	now, spacing := p.options.Now(), max(0, p.options.HostSpacing)
	next = map[int64]time.Time{}
	for _, group := range groups {
		free, taken := p.hosts.take(group.host, now)
		turn, later := group.feeds, []readout.Feed(nil)
		switch {
		case taken && spacing > 0:
			turn, later = group.feeds[:1], group.feeds[1:]
			free = now.Add(spacing)
		case !taken:
			turn, later = nil, group.feeds
		}
		for i, feed := range later {
			next[feed.ID] = free.Add(time.Duration(i) * spacing)
		}
		for _, feed := range turn {
			next[feed.ID] = now.Add(p.interval(feed))
		}
		if taken {
			turns = append(turns, hostGroup{group.host, turn})
		}
	}
	return turns, next
}

func (p *Poller) schedule(ctx context.Context, next map[int64]time.Time) {
	if len(next) == 0 {
		return
	}
	if err := p.options.Store.ScheduleFeeds(ctx, next); err != nil && ctx.Err() == nil {
		p.options.Log.Error("next checks not written", slog.Int("feeds", len(next)), slog.Any("error", err))
	}
}

// take polls the feeds of one host, one after the other.
func (p *Poller) take(ctx context.Context, turn hostGroup) {
	defer func() { p.hosts.release(turn.host, p.options.Now()) }()
	for _, feed := range turn.feeds {
		p.guarded(ctx, feed)
	}
}

// putOff makes feeds for which there was no worker due again, also when it is
// because the program stops.
func (p *Poller) putOff(ctx context.Context, turns []hostGroup) {
	now, next := p.options.Now(), map[int64]time.Time{}
	for _, turn := range turns {
		p.hosts.release(turn.host, now)
		for _, feed := range turn.feeds {
			next[feed.ID] = now
		}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTimeout)
	defer cancel()
	p.schedule(ctx, next)
}

// guarded polls a feed within its deadline. A panic costs this poll only.
func (p *Poller) guarded(ctx context.Context, feed readout.Feed) {
	ctx, cancel := context.WithTimeout(ctx, p.options.FeedTimeout)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			p.options.Log.Error("poll panicked", slog.Int64("feed_id", feed.ID), slog.String("feed", feed.Name),
				slog.Any("panic", r), slog.String("stack", string(debug.Stack())))
		}
	}()
	p.poll(ctx, feed)
}
