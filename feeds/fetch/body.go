package fetch

import (
	"bufio"
	"bytes"
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
)

var (
	errTooLarge = errors.New("body too large")
	errEmpty    = errors.New("empty body")
	errStalled  = errors.New("body stalled")
	errDeadline = errors.New("deadline passed")
	errCoding   = errors.New("unknown or damaged content coding")
)

// readBody decompresses the body into the response, up to the cap. When the
// connection breaks off it keeps what came and returns io.ErrUnexpectedEOF.
func (f *Fetcher) readBody(reply *http.Response, response *Response) error {
	if reply.ContentLength > 4*f.options.MaxBody {
		return errTooLarge // not worth starting
	}
	wire := &countingReader{from: reply.Body}
	plain, err := decoder(reply.Header.Get("Content-Encoding"), wire)
	if err == nil {
		response.Body, err = f.readCapped(plain)
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

// readCapped reads everything, or up to the limit and then fails. What it
// returns is as large as the document: the room to grow is used again.
func (f *Fetcher) readCapped(from io.Reader) ([]byte, error) {
	const worthKeeping = 1 << 20
	buffer, _ := f.buffers.Get().(*bytes.Buffer)
	if buffer == nil {
		buffer = &bytes.Buffer{}
	}
	defer func() {
		if buffer.Cap() <= worthKeeping {
			buffer.Reset()
			f.buffers.Put(buffer)
		}
	}()
	_, err := buffer.ReadFrom(io.LimitReader(from, f.options.MaxBody+1))
	if int64(buffer.Len()) > f.options.MaxBody {
		return nil, errTooLarge
	}
	return bytes.Clone(buffer.Bytes()), err
}

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
