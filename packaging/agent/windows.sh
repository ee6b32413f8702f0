#!/usr/bin/env bash
# Type-checks and links the agent for Windows. It is never run there.
#
# rustup is not at hand everywhere, so that this uses Debian's rustc-web (a compiler with its library's
# source) and mingw-w64; where they are not installed it says so and is skipped.
set -euo pipefail
cd "$(dirname "$0")/../.."
compiler=${EMPREINTE_WINDOWS_RUSTC:-/usr/bin/rustc}
if ! command -v x86_64-w64-mingw32-gcc >/dev/null \
  || ! [ -d "$("$compiler" --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library" ]; then
  echo "agent: Windows skipped: needs Debian's rustc-web, rust-web-src and gcc-mingw-w64-x86-64"
  exit 0
fi
export RUSTC=$compiler RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=target/windows
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc
cargo build --locked -Zbuild-std=std,panic_abort --target x86_64-pc-windows-gnu -p empreinte-agent --bin empreinte-agent
head -c 2 target/windows/x86_64-pc-windows-gnu/debug/empreinte-agent.exe | grep -q MZ
echo "agent: Windows: type-checked and linked, not run"
