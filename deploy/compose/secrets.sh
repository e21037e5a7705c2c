#!/bin/sh
# Makes the folder secrets beside this file, for compose.yaml. What can be made up is made up, the rest is asked for, and
# nothing that is there already is changed. To give a new client secret or token: delete its file and run this again.
# The folder is closed (700), so that nobody on this machine gets to the files; the files can be read (444), because the
# container's user has no rights.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets/certificate
chmod 700 secrets
chmod 755 secrets/certificate

put() { # name value
	printf %s "$2" >"secrets/.$1"
	chmod 444 "secrets/.$1"
	mv -f "secrets/.$1" "secrets/$1"
	if [ -n "$2" ]; then echo "secrets/$1 is made."; else echo "secrets/$1 stays empty."; fi
}

random() { # number of bytes; twice as many characters, none of which means anything in an address
	od -An -v -tx1 -N"$1" /dev/urandom | tr -d ' \n'
}

quiet() { if [ -t 0 ]; then stty -echo; fi; }
loud() { if [ -t 0 ]; then stty echo; fi; }
trap loud EXIT
trap 'exit 130' INT TERM

ask() { # name question needed|optional
	if [ -e "secrets/$1" ]; then return; fi
	while :; do
		quiet
		printf '%s: ' "$2"
		more=yes
		IFS= read -r answer || more=no
		loud
		echo
		# A copied value often brings a space, a tab or the carriage return of Windows with it.
		answer=$(printf %s "$answer" | tr -d '\r' | sed 's/^[[:space:]]*//; s/[[:space:]]*$//')
		if [ -n "$answer" ] || [ "$3" = optional ]; then break; fi
		if [ "$more" = no ]; then
			echo "$1 is needed." >&2
			exit 1
		fi
	done
	put "$1" "$answer"
}

# The database learns its password at its very first start, so these two are made together and never anew. With a
# PostgreSQL of your own there is only DATABASE_URL.
if [ ! -e secrets/DATABASE_URL ]; then
	if [ -e secrets/POSTGRES_PASSWORD ]; then
		echo "secrets/POSTGRES_PASSWORD is there and secrets/DATABASE_URL is not: write the address with that password." >&2
		exit 1
	fi
	password=$(random 24)
	put POSTGRES_PASSWORD "$password"
	put DATABASE_URL "postgresql://bot:$password@database/bot"
fi
if [ ! -e secrets/PERSONIO_WEBHOOK_TOKEN ]; then put PERSONIO_WEBHOOK_TOKEN "$(random 32)"; fi
# The one that may stay empty comes first: an Enter too many does not answer it.
ask MicrosoftAppPassword "The bot's client secret in Entra (not shown; Enter alone: you use a certificate or an identity)" optional
ask PERSONIO_CLIENT_SECRET "Personio's client secret (not shown)" needed
