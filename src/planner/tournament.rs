//! A tournament: the least of keys that change, as in tree selection (Knuth, "The Art of Computer
//! Programming", volume 3, section 5.2.3). A key that changes plays again only as far as that
//! changes who wins.

use std::cmp::Reverse;

#[derive(Debug, Clone)]
pub struct Tournament<K> {
    /// By player; some more have none.
    keys: Vec<Option<Reverse<K>>>,
    /// The winner of all, then of each half, and so on; last come the players themselves.
    winners: Vec<usize>,
}

impl<K> Tournament<K>
where
    K: Ord + Copy,
{
    /// Of so many players, none of whom has a key.
    pub fn new(players: usize) -> Self {
        let places = players.next_power_of_two();
        let mut winners: Vec<usize> = (0..2 * places).map(|place| place % places).collect();
        for place in (1..places).rev() {
            winners[place] = winners[2 * place];
        }
        Self { keys: vec![None; places], winners }
    }

    pub fn set(&mut self, player: usize, key: Option<K>) {
        let Self { keys, winners } = self;
        keys[player] = key.map(Reverse);
        let mut place = keys.len() + player;
        while place > 1 {
            let (one, other) = (winners[place], winners[place ^ 1]);
            let winner = if keys[one] < keys[other] { other } else { one };
            place /= 2;
            if winners[place] == winner && winner != player {
                return;
            }
            winners[place] = winner;
        }
    }

    pub fn least(&self) -> Option<K> {
        self.keys[self.winners[1]].map(|Reverse(key)| key)
    }
}
