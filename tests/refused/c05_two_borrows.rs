//! Refused: E0499

async fn add(list: &mut Vec<u32>, number: u32) {
    list.push(number);
}

#[tokio::main]
async fn main() {
    let mut list = Vec::new();
    tokio::join!(add(&mut list, 1), add(&mut list, 2));
}
