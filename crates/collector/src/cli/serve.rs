//! `serve`: the collector until it is told to stop.

use super::{CollectorEnd, Context, at, keys, of_store};
use crate::api::Door;
use crate::api::{App, ServiceLimits, router};
use crate::store::open_whole;
use crate::writer::WriterThread;
use crate::{log, server, tls};
use clap::ArgMatches;
use ground::lang::Text;
use ground::text;
use serde_json::json;
use std::fs::File;
use std::io::ErrorKind;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How often what other processes changed is taken.
const RENEW: Duration = Duration::from_mins(1);

/// Threads for work that blocks: bodies parsed, the store asked, and room beside.
const BLOCKING: usize = 32;

pub(super) fn run(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let Some(named) = own.get_one::<String>("listen") else { return Ok(()) };
    let address = address_of(named)?;
    let tls = own.get_one::<PathBuf>("tls-cert").zip(own.get_one::<PathBuf>("tls-key"));
    if tls.is_none() && !address.ip().is_loopback() && !own.get_flag("plain-http-behind-proxy") {
        return Err(text!(
            "{address} est atteint d’autres machines : donnez --tls-cert et --tls-key, ou \
             --plain-http-behind-proxy si un relais chiffre",
            "{address} is reached from other machines: give --tls-cert and --tls-key, or \
             --plain-http-behind-proxy where a proxy encrypts"
        ));
    }
    let tls = match tls {
        None => None,
        Some((chain, key)) => Some(tls::acceptor(chain, key)?),
    };
    let mut store = context.store_or_new(open_whole)?;
    let key = keys::open(context, store.as_mut())?;
    // Held to the end: the key does not change under a collector that runs.
    let path = context.key_path();
    let held = File::open(&path).map_err(|error| at(&path.display().to_string(), &error))?;
    if held.try_lock_shared().is_err() {
        return Err(keys::changing());
    }
    let reader = Arc::new(Mutex::new(store));
    let (writer, thread) = WriterThread::start(context.store()?);
    let app = App::new(writer, Arc::clone(&reader), key, limits(own));
    let app = Arc::new(app.map_err(|fault| of_store(&fault))?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(BLOCKING)
        .build();
    let runtime = runtime.map_err(|error| at("tokio", &error))?;
    let connections = own.get_one::<u32>("connections").map_or(800, |n| *n as usize);
    let served = runtime.block_on(async {
        let listener = server::listen(address)?;
        let bound = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let mut term = signal(SignalKind::terminate())?;
        let mut int = signal(SignalKind::interrupt())?;
        let renewing = Arc::clone(&app);
        let renew = tokio::spawn(async move {
            loop {
                tokio::time::sleep(RENEW).await;
                renewing.renew().await;
            }
        });
        log::event(
            "info",
            "listening",
            &json!({"address": bound.to_string(), "tls": tls.is_some()}),
        );
        let router = router(Arc::clone(&app));
        let serving = tokio::spawn(server::serve(listener, tls, router, connections, stopped));
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
        log::event("info", "stopping", &json!({}));
        let _ = stop.send(true);
        let _ = serving.await;
        renew.abort();
        Ok::<(), std::io::Error>(())
    });
    // Ends what is left, so that the writer's queue closes and its thread ends.
    runtime.shutdown_timeout(Duration::from_secs(5));
    drop(app);
    let _ = thread.join();
    drop((reader, held));
    served.map_err(|error| not_listening(address, &error))?;
    log::event("info", "stopped", &json!({}));
    Ok(())
}

/// The address of a word such as `127.0.0.1:8642` or `localhost:8642`.
fn address_of(named: &str) -> Result<SocketAddr, Text> {
    let found = named.to_socket_addrs().ok().and_then(|mut found| found.next());
    found.ok_or_else(|| {
        text!(
            "--listen {named} : aucune adresse à écouter ; écrivez une adresse de cette machine et \
             un port, comme 127.0.0.1:8642, 0.0.0.0:8443 ou [::1]:8642",
            "--listen {named}: no address to listen at; write an address of this machine and a \
             port, such as 127.0.0.1:8642, 0.0.0.0:8443 or [::1]:8642"
        )
    })
}

/// Why an address is not listened at, and what to do.
fn not_listening(address: SocketAddr, error: &std::io::Error) -> Text {
    let port = address.port();
    match error.kind() {
        ErrorKind::AddrInUse => text!(
            "{address} est déjà pris par un autre programme (« ss -ltnp » dit lequel) : arrêtez-le, \
             ou donnez un autre port par --listen",
            "{address} is taken by another program already (`ss -ltnp` says which): stop it, or give \
             another port by --listen"
        ),
        ErrorKind::AddrNotAvailable => text!(
            "{address} n’est pas une adresse de cette machine : « ip address » les montre",
            "{address} is no address of this machine: `ip address` shows them"
        ),
        ErrorKind::PermissionDenied => text!(
            "le port {port} n’est pas permis à cet utilisateur : prenez-en un à partir de 1024",
            "the port {port} is not allowed to this user: take one from 1024 on"
        ),
        _ => at(&address.to_string(), error),
    }
}

fn limits(own: &ArgMatches) -> ServiceLimits {
    let number = |name: &str| own.get_one::<u32>(name).map(|n| f64::from(*n));
    let usual = ServiceLimits::default();
    ServiceLimits {
        posts_per_hour: number("posts-per-hour").unwrap_or(usual.posts_per_hour),
        enrolments_per_hour: number("enrolments-per-hour").unwrap_or(usual.enrolments_per_hour),
        rotate_days: own
            .get_one::<u32>("rotate-days")
            .map_or(usual.rotate_days, |days| i64::from(*days)),
        glpi: match own.get_one::<String>("glpi").map(String::as_str) {
            Some("open") => Door::Open,
            Some("off") => Door::Closed,
            _ => Door::Token,
        },
    }
}
