# Sourced by checks: the real program over a folder.
#   serve FOLDER JOURNAL   starts it, sets `server` and `port`; started again, it keeps its port
#   stop                          ends it and waits
# Other checks take ports at the same time: this one is below those that outgoing connections are given,
# and is drawn again if somebody else has it.

server=
port=
serve() {
    for _ in $(seq 20); do
        port=${port:-$((20000 + RANDOM % 12000))}
        "$ORCP_PROGRAM" --data "$1" serve --port "$port" >> "$2" 2>&1 &
        server=$!
        for _ in $(seq 300); do
            # Asked of our own process: somebody else's server on this port is no answer.
            if ! kill -0 "$server" 2> /dev/null; then
                port=
                continue 2
            fi
            if curl --silent --output /dev/null "http://127.0.0.1:$port/health"; then
                kill -0 "$server" 2> /dev/null && return 0
            fi
            sleep 0.1
        done
        break
    done
    echo "Le service n’a pas démarré :"
    cat "$2"
    return 1
}

stop() {
    kill "$server"
    wait "$server" || true
    server=
}
