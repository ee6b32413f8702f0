//! Progress of long work, on standard error, where someone watches.

use empreinte::lang::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// A bar that appears when the work has lasted a second.
pub(super) struct Progress {
    started: Instant,
    bar: Option<ProgressBar>,
    lang: Lang,
}

impl Progress {
    pub(super) fn new(lang: Lang) -> Self {
        Self { started: Instant::now(), bar: None, lang }
    }

    /// Hears how many bytes of how many were read.
    pub(super) fn hear(&mut self, done: u64, of: u64) {
        if self.bar.is_none() {
            if self.started.elapsed() < Duration::from_secs(1) {
                return;
            }
            let bar =
                ProgressBar::with_draw_target(Some(of), ProgressDrawTarget::stderr_with_hz(5));
            let template = self.lang.label(
                "{bar:30} {bytes} lus sur {total_bytes}, encore {eta}",
                "{bar:30} {bytes} of {total_bytes} read, {eta} left",
            );
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_position(done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
