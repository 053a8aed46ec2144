"""The Arqon bus: what others ask of the voice over a WebSocket, and what is answered."""
