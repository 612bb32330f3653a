package feeds

import "log/slog"

// cronLog lets cron write to slog. What cron calls information is detail here.
type cronLog struct{ log *slog.Logger }

// Info implements cron.Logger.
func (l cronLog) Info(message string, pairs ...any) {
	l.log.Debug("heartbeat", append([]any{slog.String("event", message)}, pairs...)...)
}

// Error implements cron.Logger.
func (l cronLog) Error(err error, message string, pairs ...any) {
	l.log.Error("heartbeat failed", append([]any{slog.String("event", message), slog.Any("error", err)}, pairs...)...)
}
