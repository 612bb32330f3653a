package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"golang.org/x/sync/semaphore"
)

var (
	errTooLarge = errors.New("body too large")
	errEmpty    = errors.New("empty body")
	errStalled  = errors.New("body stalled")
	errCrowded  = errors.New("no room for a large body")
	errDeadline = errors.New("deadline passed")
	errCoding   = errors.New("unknown or damaged content coding")
)

// readBody decompresses the body into the response, up to the cap. When the
// connection breaks off it keeps what came and returns io.ErrUnexpectedEOF.
func (f *Fetcher) readBody(ctx context.Context, reply *http.Response, response *Response) error {
	if reply.ContentLength > 4*f.options.MaxBody {
		return errTooLarge // not worth starting
	}
	wire := &countingReader{from: reply.Body}
	plain, err := decoder(reply.Header.Get("Content-Encoding"), wire)
	if err == nil {
		response.Body, err = f.readCapped(ctx, plain, &response.room)
	}
	response.Received = wire.count
	switch {
	case err != nil && wire.err != nil && !errors.Is(wire.err, io.EOF):
		err = wire.err // the network's error, not what the decoder made of it
	case err != nil:
	case len(strings.TrimSpace(string(response.Body[:min(len(response.Body), 4096)]))) == 0:
		err = errEmpty
	}
	return err
}

// Bodies grow by pieces of this size.
const pieceSize = 64 << 10

// SmallBody is the size in bytes up to which bodies take up no room. Larger
// ones, which are few, share a room of twice Options.MaxBody, until they are
// discarded.
const SmallBody = 8 * pieceSize

type piece [pieceSize]byte

// readCapped reads everything, or up to the limit and then fails. A large body
// takes its place in the room as soon as it turns out to be one.
func (f *Fetcher) readCapped(ctx context.Context, from io.Reader, place *place) ([]byte, error) {
	var pieces []*piece
	defer func() {
		for _, p := range pieces {
			f.pieces.Put(p)
		}
	}()
	size, err := int64(0), error(nil)
	for err == nil {
		if size == int64(len(pieces))*pieceSize { // all are full
			if size == SmallBody {
				if err := place.take(ctx, f.room, f.options.MaxBody); err != nil {
					return nil, err
				}
			}
			pieces = append(pieces, f.pieces.Get().(*piece))
		}
		var n int
		n, err = from.Read(pieces[len(pieces)-1][size%pieceSize:])
		if size += int64(n); size > f.options.MaxBody {
			return nil, errTooLarge
		}
	}
	place.shrink(size)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return joined(pieces, size), err
}

// joined returns the first bytes of what the pieces hold, one after the other.
func joined(pieces []*piece, size int64) []byte {
	out := make([]byte, 0, size)
	for _, p := range pieces {
		out = append(out, p[:min(pieceSize, size-int64(len(out)))]...)
	}
	return out
}

// place is what one large body takes up of the room for all of them, in bytes.
type place struct {
	room  *semaphore.Weighted
	bytes int64
}

// take waits for as much room as a body may come to need: with less, bodies
// could wait for each other's.
func (p *place) take(ctx context.Context, room *semaphore.Weighted, bytes int64) error {
	if err := room.Acquire(ctx, bytes); err != nil {
		return fmt.Errorf("%w: %w", errCrowded, err)
	}
	p.room, p.bytes = room, bytes
	return nil
}

// shrink gives back what the body turned out not to need.
func (p *place) shrink(bytes int64) {
	if bytes < p.bytes {
		p.room.Release(p.bytes - bytes)
		p.bytes = bytes
	}
}

func (p *place) leave() { p.shrink(0) }

// decoder undoes the content coding, and one more gzip that some servers
// apply without saying so.
func decoder(coding string, wire io.Reader) (io.Reader, error) {
	var plain io.Reader
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "", "identity", "none", "utf-8":
		plain = wire
	case "gzip", "x-gzip":
		buffered := bufio.NewReader(wire)
		if !startsGzip(buffered) {
			plain = buffered // announced, but not done
			break
		}
		unpacked, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errCoding, err)
		}
		plain = unpacked
	case "br":
		plain = &codedReader{from: brotli.NewReader(wire)}
	case "deflate":
		plain = &codedReader{from: flate.NewReader(wire)}
	default:
		return nil, fmt.Errorf("%w: %.40q", errCoding, coding)
	}
	buffered := bufio.NewReader(plain)
	if startsGzip(buffered) {
		unpacked, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errCoding, err)
		}
		return unpacked, nil
	}
	return buffered, nil
}

func startsGzip(r *bufio.Reader) bool {
	magic, _ := r.Peek(2)
	return len(magic) == 2 && magic[0] == 0x1f && magic[1] == 0x8b
}

// codedReader marks a decoder's own complaints as errCoding.
type codedReader struct{ from io.Reader }

func (r *codedReader) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("%w: %w", errCoding, err)
	}
	return n, err
}

// countingReader counts what comes over the wire and keeps the wire's error.
type countingReader struct {
	from  io.Reader
	count int64
	err   error
}

func (r *countingReader) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	r.count += int64(n)
	if err != nil {
		r.err = err
	}
	return n, err
}

// watchedBody gives up when nothing comes for a while.
type watchedBody struct {
	io.ReadCloser
	ctx   context.Context // cancelled by the timer
	timer *time.Timer
	wait  time.Duration
}

func (b *watchedBody) Read(p []byte) (int, error) {
	b.timer.Reset(b.wait)
	n, err := b.ReadCloser.Read(p)
	b.timer.Stop() // it is not the server for which a large body waits
	if err != nil && !errors.Is(err, io.EOF) {
		if cause := context.Cause(b.ctx); cause != nil {
			err = cause
		}
	}
	return n, err
}

func (b *watchedBody) Close() error {
	b.timer.Stop()
	return b.ReadCloser.Close()
}
