//! A run that is told to stop takes what it has half written with it.

use empreinte::table::clear_leftovers;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::iterator::Signals;

/// Ends the program on a signal as a shell tells it (128 and the signal's number), half a result
/// cleared away; a result that is being put in its place is put there first.
pub(super) fn watch() {
    let ignored = ignored();
    let heard = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| !ignored.contains(signal));
    // A file that grows beyond what the system allows is told by the write that fails, and no more.
    let Ok(mut signals) = Signals::new(heard.chain([SIGXFSZ])) else { return };
    let waiting = move || {
        if let Some(signal) = signals.forever().find(|signal| *signal != SIGXFSZ) {
            let _held = clear_leftovers();
            std::process::exit(128 + signal);
        }
    };
    // Without it, what is left is cleared by the next run.
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(waiting);
}

/// The signals that whoever started the program told it to ignore (`nohup`), where the system says.
fn ignored() -> Vec<i32> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    (1..64).filter(|signal| mask >> (signal - 1) & 1 == 1).collect()
}
