//! TLS by a chain of certificates and its key, both PEM; what is wrong with them names the file.

use ground::lang::Text;
use ground::text;
use rustls::ServerConfig;
use rustls::pki_types::pem::{Error, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// TLS by a chain of certificates and its key.
///
/// # Errors
/// Files that cannot be read, hold something else, or do not belong together.
pub fn acceptor(certificates: &Path, key: &Path) -> Result<TlsAcceptor, Text> {
    let chain = CertificateDer::pem_file_iter(certificates)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unreadable(certificates, &error))?;
    let (certificates, shown) = (certificates.display(), key.display());
    if chain.is_empty() {
        return Err(text!(
            "{certificates} ne contient aucun certificat : donnez par --tls-cert un fichier PEM \
             (BEGIN CERTIFICATE)",
            "{certificates} holds no certificate: give a PEM file by --tls-cert (BEGIN CERTIFICATE)"
        ));
    }
    let key = match PrivateKeyDer::from_pem_file(key) {
        Ok(key) => key,
        Err(Error::NoItemsFound) => {
            return Err(text!(
                "{shown} ne contient aucune clé privée lisible : donnez par --tls-key une clé PEM \
                 sans mot de passe (BEGIN PRIVATE KEY) ; « openssl pkey » retire celui d’une clé \
                 chiffrée",
                "{shown} holds no private key that can be read: give by --tls-key a PEM key without \
                 a password (BEGIN PRIVATE KEY); `openssl pkey` takes that of an encrypted key away"
            ));
        }
        Err(error) => return Err(unreadable(key, &error)),
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key));
    let mut config = config.map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => text!(
            "la clé {shown} n’est pas celle du premier certificat de {certificates} : donnez celle \
             avec laquelle il a été fait, et mettez le certificat du serveur en tête",
            "the key {shown} is not that of the first certificate of {certificates}: give the one \
             that it was made with, and put the server's certificate first"
        ),
        error => text!(
            "{certificates} et {shown} ne servent pas à TLS : {error}",
            "{certificates} and {shown} do not serve for TLS: {error}"
        ),
    })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn unreadable(path: &Path, error: &Error) -> Text {
    let shown = path.display();
    match error {
        Error::Io(error) => {
            let why = ground::fault::cause(error);
            let (fr, en) = (why.fr, why.en);
            text!("{shown} ne peut pas être lu : {fr}", "{shown} cannot be read: {en}")
        }
        error => text!(
            "{shown} n’est pas un fichier PEM entier : {error}",
            "{shown} is no whole PEM file: {error}"
        ),
    }
}
