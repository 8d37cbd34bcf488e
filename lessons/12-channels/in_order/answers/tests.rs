include!("../tests.rs");
