//! Refused: lifetime may not live long enough

async fn each<F, R>(job: F)
where
    F: Fn(&str) -> R,
    R: Future<Output = usize>,
{
    println!("{}", job("Ada").await);
}

#[tokio::main]
async fn main() {
    each(|name: &str| async move { name.len() }).await;
}
