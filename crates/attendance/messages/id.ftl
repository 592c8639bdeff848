# Teks layar kehadiran.
