//! TLS with `ring`, and with the certificates of this machine, which are read when the first `https` address is asked.
//!
//! `Client::new()` reads them at once: that takes some tens of milliseconds in a debug build, even for a program that
//! asks only for `http`, and is an error on a machine that has none.

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;
use std::sync::{Arc, OnceLock};

/// Lets whoever makes a client without [`crate::client`] use `ring` as well: with no provider, that is a panic.
pub fn install() {
    let _ = ring::default_provider().install_default();
}

/// For `ClientBuilder::tls_backend_preconfigured`.
pub fn config() -> ClientConfig {
    let provider = Arc::new(ring::default_provider());
    ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .expect("ring knows TLS 1.2 and 1.3")
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(OnFirstUse(provider)))
        .with_no_client_auth()
}

/// The machine's own verifier, made when it is needed.
#[derive(Debug)]
struct OnFirstUse(Arc<CryptoProvider>);

impl OnFirstUse {
    fn verifier(&self) -> Result<&'static Verifier, Error> {
        static VERIFIER: OnceLock<Result<Verifier, Error>> = OnceLock::new();
        let verifier = VERIFIER.get_or_init(|| Verifier::new(self.0.clone()));
        verifier.as_ref().map_err(Clone::clone)
    }
}

impl ServerCertVerifier for OnFirstUse {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.verifier()?.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        )
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
