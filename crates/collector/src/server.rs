//! Connections within bounds: how many, how long a request may take to arrive, how large its head
//! may be; TLS by rustls; an end that lets those who are being answered finish.

use crate::body;
use crate::places::{ConnectionPlace, ConnectionPlaces};
use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::header::{self, HeaderValue};
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

/// How long the head of a request may take, and a connection may wait for its next.
const HEAD: Duration = Duration::from_secs(15);
/// How long a connection may ask for nothing while others wait for a place: who is there to ask has
/// done so by then, the handshake included.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a TLS handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Bytes of a request's head.
const HEAD_BYTES: usize = 16 * 1024;
/// How long answers may take to finish when the collector stops.
const GRACE: Duration = Duration::from_secs(20);
/// Connections that the system holds until they are accepted.
const BACKLOG: u32 = 4096;

/// Listens at an address.
///
/// # Errors
/// The system's word.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Serves until it is told to stop, then lets those who are being answered finish.
pub async fn serve(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    router: Router,
    connections: usize,
    mut stop: watch::Receiver<bool>,
) {
    let places = ConnectionPlaces::new(connections, PATIENCE);
    let service = TowerToHyperService::new(router);
    loop {
        let next = async {
            // A place first: those beyond it wait where the system holds them.
            let place = places.next().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = stopped(&mut stop) => break,
        };
        let Ok(place) = place else { break };
        let Ok((stream, _)) = accepted else {
            // No descriptor is left, most likely; one is soon.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // What fails here fails again when it is written to.
        let _ = stream.set_nodelay(true);
        let (service, tls, stop) = (service.clone(), tls.clone(), stop.clone());
        tokio::spawn(async move {
            match tls {
                None => talk(stream, service, stop, place).await,
                Some(tls) => {
                    let shaken = tokio::select! {
                        shaken = tokio::time::timeout(HANDSHAKE, tls.accept(stream)) => shaken,
                        () = place.given_up() => return,
                    };
                    if let Ok(Ok(stream)) = shaken {
                        talk(stream, service, stop, place).await;
                    }
                }
            }
        });
    }
    drop(listener);
    // Who does not finish in time is cut; nothing of theirs was acknowledged.
    let _ = tokio::time::timeout(GRACE, places.all_free(connections)).await;
}

/// Returns when the collector is to stop.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    // Whoever could say it has gone: that is an end too.
    drop(stop.wait_for(|stopped| *stopped).await);
}

async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    service: TowerToHyperService<Router>,
    mut stop: watch::Receiver<bool>,
    place: Arc<ConnectionPlace>,
) {
    let asked = Arc::clone(&place);
    let service = service_fn(move |request: Request<Incoming>| {
        asked.asks();
        let (head, body) = request.into_parts();
        let (lent, rest) = body::lend(body);
        let answer = service.call(Request::from_parts(head, lent));
        let asked = Arc::clone(&asked);
        async move {
            let mut answer = answer.await;
            // Who is not read any more may be cut where others wait.
            asked.waits();
            if !rest.drain().await
                && let Ok(answer) = &mut answer
            {
                // What is left of it would be taken for the next request.
                answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            answer
        }
    });
    {
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(TokioIo::new(&mut stream), service);
        let mut connection = std::pin::pin!(connection);
        tokio::select! {
            // A client's fault ends its connection, and nothing else.
            _ = connection.as_mut() => {}
            // Another needs the place of one that asks for nothing.
            () = place.given_up() => return,
            () = stopped(&mut stop) => {
                connection.as_mut().graceful_shutdown();
                let _ = connection.await;
            }
        }
    }
    tokio::select! {
        () = body::linger(&mut stream) => {}
        () = place.given_up() => {}
    }
}
