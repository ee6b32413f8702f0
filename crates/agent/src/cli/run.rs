//! `run`: the machine followed until the agent is stopped.

use super::notify::notify;
use super::{AgentEnd, config, platform, say, settings, state, token, wall};
use crate::agent::{Agent, CourierJob, SendOutcome, Wall};
use crate::delivery::http::Courier;
use crate::delivery::outbox;
use crate::lang::{AgentLang, AgentText};
use crate::platform::Platform;
use crate::spool::disk::DiskFolder;
use crate::text;
use clap::ArgMatches;
use std::fs::File;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// What wakes the agent between two samples.
enum Event {
    Done(Box<(CourierJob, SendOutcome)>),
    #[cfg(unix)]
    Stop,
}

/// Where records go.
enum RecordsWay {
    Collector(Sender<CourierJob>),
    Outbox(PathBuf, Option<String>),
    /// Nowhere yet: they are kept.
    Nowhere,
}

pub(super) fn run(matches: &ArgMatches, own: &ArgMatches, lang: AgentLang) -> AgentEnd {
    let config = config(matches)?;
    let place = state(&config);
    let shown = place.display();
    let folder = DiskFolder::open(&place).map_err(|error| {
        text!(
            "le dossier d’état {shown} ne s’ouvre pas : {error} ; voir --state";
            "the state folder {shown} does not open: {error}; see --state"
        )
    })?;
    // Held until the end: two agents must not share a folder.
    let _lock = lock(&place)?;
    let token = token(&config)?;
    let (events, inbox) = channel();
    let outbox = own.get_one::<PathBuf>("outbox").cloned().or(config.outbox.clone());
    let way = match (outbox, &config.collector) {
        (Some(folder), _) => RecordsWay::Outbox(folder, token),
        (None, Some(address)) => {
            let ca = match &config.ca_file {
                Some(path) => Some(crate::config::own_file(path, 1 << 20)?),
                None => None,
            };
            let courier = Courier::new(address, token, ca.as_deref())?;
            RecordsWay::Collector(deliver(courier, events.clone()))
        }
        (None, None) => RecordsWay::Nowhere,
    };
    stop_on_signals(events)?;
    let mut settings = settings(&config);
    if own.get_flag("now") {
        settings.pace.start_ms = 0;
        settings.pace.spread_ms = 0;
    }
    let mut agent = Agent::open(platform(&config), folder, settings);
    greet(&agent, &way, lang);
    notify("READY=1");
    follow(&mut agent, &way, &inbox);
    agent.checkpoint();
    notify("STOPPING=1");
    Ok(())
}

fn follow<P: Platform>(
    agent: &mut Agent<P, DiskFolder>,
    way: &RecordsWay,
    inbox: &Receiver<Event>,
) {
    loop {
        let now = wall();
        agent.tick(now);
        notify("WATCHDOG=1");
        send(agent, way, now);
        let until = Instant::now() + Duration::from_secs(agent.interval_s());
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match inbox.recv_timeout(left) {
                Ok(Event::Done(done)) => {
                    agent.done(&done.0, done.1, wall());
                    send(agent, way, wall());
                }
                Err(RecvTimeoutError::Timeout) => break,
                // A stop, or nobody left who could send one.
                _ => return,
            }
        }
    }
}

fn send<P: Platform>(agent: &mut Agent<P, DiskFolder>, way: &RecordsWay, now: Wall) {
    match way {
        RecordsWay::Nowhere => {}
        RecordsWay::Collector(jobs) => {
            let Some(job) = agent.job(now) else { return };
            if let CourierJob::Deliver { parcel, .. } = &job
                && let Ok(bytes) = crate::delivery::gzip(parcel.body.as_bytes())
            {
                agent.keep_sent(&bytes);
            }
            if let Err(back) = jobs.send(job) {
                let why = "the sending thread has gone".to_owned();
                agent.done(&back.0, SendOutcome::Nothing(why, None), now);
            }
        }
        RecordsWay::Outbox(folder, token) => {
            if !agent.carry_due() {
                return;
            }
            let Some(parcel) = agent.parcel(now) else { return };
            match outbox::write(folder, &parcel, now.unix_ms, token.as_deref()) {
                Ok(Some(path)) => {
                    if let Ok(bytes) = std::fs::read(path) {
                        agent.keep_sent(&bytes);
                    }
                    agent.carried(&parcel, now);
                }
                Ok(None) => {}
                Err(error) => agent.not_carried(format!("{}: {error}", folder.display())),
            }
        }
    }
}

/// Sends beside the sampling, so that a slow network delays no sample.
fn deliver(courier: Courier, events: Sender<Event>) -> Sender<CourierJob> {
    let (jobs, queue) = channel::<CourierJob>();
    thread::spawn(move || {
        while let Ok(job) = queue.recv() {
            let outcome = courier.run(&job);
            if events.send(Event::Done(Box::new((job, outcome)))).is_err() {
                break;
            }
        }
    });
    jobs
}

/// Keeps a second agent out of the folder.
fn lock(place: &std::path::Path) -> Result<File, AgentText> {
    let path = place.join("lock");
    let shown = path.display();
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| text!("{shown} : {error}"; "{shown}: {error}"))?;
    let shown = place.display();
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => Err(text!(
            "un autre agent se sert déjà de {shown} ; arrêtez-le, ou donnez un autre --state";
            "another agent already uses {shown}; stop it, or give another --state"
        )),
    }
}

#[cfg(unix)]
fn stop_on_signals(events: Sender<Event>) -> AgentEnd {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]).map_err(|error| {
        text!("les signaux ne sont pas reçus : {error}"; "signals are not received: {error}")
    })?;
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            // An agent that has gone already needs no stop.
            let _ = events.send(Event::Stop);
        }
    });
    Ok(())
}

/// Elsewhere the system ends the agent, which loses at most what no checkpoint holds yet.
#[cfg(not(unix))]
fn stop_on_signals(events: Sender<Event>) -> AgentEnd {
    // Held for ever, so that the agent does not take a silent queue for a stop.
    thread::spawn(move || {
        let _held = events;
        thread::park();
    });
    Ok(())
}

fn greet<P: Platform>(agent: &Agent<P, DiskFolder>, way: &RecordsWay, lang: AgentLang) {
    let (known, _) = agent.knowledge();
    let methods = crate::energy::methods(&known, &agent.machine().sources);
    let best = methods.first();
    let grade =
        best.and_then(record::EnergyMethod::grade).map_or_else(String::new, |g| g.to_string());
    let method = best.map_or("", record::EnergyMethod::code);
    let text = match way {
        RecordsWay::Collector(_) => text!(
            "en marche ; meilleure estimation : {method} (note {grade})";
            "running; best estimate: {method} (grade {grade})"
        ),
        RecordsWay::Outbox(folder, _) => {
            let folder = folder.display();
            text!(
                "en marche ; meilleure estimation : {method} (note {grade}) ; fichiers dans {folder}";
                "running; best estimate: {method} (grade {grade}); files in {folder}"
            )
        }
        RecordsWay::Nowhere => text!(
            "en marche ; meilleure estimation : {method} (note {grade}) ; aucun collecteur n’est \
             réglé, les journées sont gardées";
            "running; best estimate: {method} (grade {grade}); no collector is set, days are kept"
        ),
    };
    say(text.in_lang(lang));
    if agent.cloned() {
        let text = text!(
            "ce dossier d’état vient d’une autre machine : nouvelle identité, ses journées sont \
             mises de côté et ne partiront pas d’ici";
            "this state folder comes from another machine: new identity, its days are put aside \
             and will not be sent from here"
        );
        say(text.in_lang(lang));
    }
}
